"""Days that need their neighbours to be read: enumerations, bare days, heads of log lines, feasts and seasons."""

from __future__ import annotations

from datetime import date, timedelta

from . import dates
from .text import Marked

SEEN = "IDENTIFYING_DATE"
TWO = ("Lu", "Ma", "Me", "Je", "Ve", "Sa", "Di")
THREE = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
SHIFTS = ("M", "M", "AM", "S", "N", "N", "J", "matin", "soir", "nuit", "mat", "ap-m", "7h", "14h", "21h", "06h30", "22 h")
FEASTS = ("Noël", "Noël", "Pâques", "Toussaint", "Pentecôte", "Ascension", "nouvel an", "Nouvel An", "jour de l'an", "Épiphanie", "Saint-Sylvestre", "Mardi gras", "Mi-Carême", "rentrée", "Chandeleur", "14 juillet", "15 août", "1er mai", "8 mai", "11 novembre", "vacances de Pâques")
SEASONS = ("été", "hiver", "printemps", "automne", "Été", "Hiver", "Printemps", "Automne", "ETE", "HIVER")


def bare(random, day: date) -> str:
    return random.choice(("1er", "1er", "1", "01")) if day.day == 1 else f"{day.day:02d}" if random.random() < 0.25 else str(day.day)


def enumeration(random, day: date) -> Marked:
    """`les <3>, <5> et <12 janvier>`: the last day bears the month."""
    room = sorted(random.sample(range(1, 29), random.choice((2, 2, 3, 3, 4, 5, 6))))
    days = [day.replace(day=number) for number in room]
    out = Marked().text(random.choice(("les ", "les ", "les ", "Les ", "le ", "")))
    sign, last = random.choice(((", ", " et "), (", ", " et "), (", ", " puis "), (",", ","), (" et ", " et "), ("-", "-"), (" ", " et "), (", ", ", "), (", le ", " et le "), (" ; ", " ; "), ("/", " et "), (", ", " & ")))
    whole_days = random.random() < 0.2
    for place, one in enumerate(days[:-1]):
        if place:
            out.text(sign)
        out.mark(f"{one.day:02d}/{one.month:02d}" if whole_days else bare(random, one), SEEN)
    end = days[-1]
    if whole_days:
        final = f"{end.day:02d}/{end.month:02d}"
    else:
        final = random.choice((f"{bare(random, end)} {dates.month_name(random, end)}", f"{bare(random, end)} {dates.month_name(random, end)}", dates.long(random, end), f"{end.day:02d}/{end.month:02d}", dates.numeric(random, end)))
    return out.text(last).mark(final, SEEN)


def between(random, day: date) -> Marked:
    """`du <14> au <22>`, the month being known from elsewhere."""
    end = day + timedelta(days=random.randint(1, 12))
    first, joint = random.choice((("du ", " au "), ("du ", " au "), ("entre le ", " et le "), ("nuit du ", " au "), ("du ", " - "), ("depuis le ", " jusqu'au "), ("nuits du ", " et du "), ("du ", " au soir au ")))
    return Marked().text(first).mark(bare(random, day), SEEN).text(joint).mark(bare(random, end), SEEN)


def feast(random, day: date) -> str:
    year = str(day.year) if random.random() < 0.92 else f"{day.year % 100:02d}"
    draw = random.random()
    if draw < 0.45:
        return f"{random.choice(SEASONS)} {year}"
    if draw < 0.6:
        start = random.choice((day.year, random.randint(1935, 1995)))
        return random.choice((f"{random.choice(SEASONS)} {start}", f"hiver {start}-{start + 1}", f"hiver {start}/{(start + 1) % 100:02d}", f"été {start}"))
    return f"{random.choice(FEASTS)} {year}"


LOG_HEADS = ("wd d/m shift", "wd d/m shift", "d/m shift", "d/m shift", "d/m", "d/m", "wd d", "wd d/m", "d/m/y", "d/m/y shift", "night", "d.m", "d month", "weekday d", "d/m hour", "d/m/y hour")


def log_head(random, form: str, day: date) -> Marked:
    """What opens a line of a log; weekday, shift and hour stay outside."""
    out = Marked()
    if form == "night":
        return out.text(random.choice(("Nuit du ", "nuit du ", "N du ", "NUIT DU "))).mark(bare(random, day), SEEN).text(random.choice((" au ", "-", " à "))).mark((day + timedelta(days=1)).strftime("%d/%m"), SEEN)
    if form.startswith("wd"):
        name = random.choice((TWO, TWO, THREE))[day.weekday()]
        out.text(random.choice((name, name, name.capitalize(), name.upper(), name + ".")) + random.choice((" ", " ", " ", "")))
    if form.startswith("weekday"):
        out.text(random.choice((str, str.capitalize, str.upper))(dates.DAYS[day.weekday()]) + " ")
    short = random.random() < 0.5
    if "d/m/y" in form:
        text = dates.numeric(random, day, "/")
    elif "d/m" in form:
        text = f"{day.day}/{day.month}" if short else f"{day.day:02d}/{day.month:02d}"
    elif "d.m" in form:
        text = f"{day.day:02d}.{day.month:02d}"
    elif "month" in form:
        text = f"{bare(random, day)} {dates.month_name(random, day)}"
    else:
        text = bare(random, day)
    out.mark(text, SEEN)
    if "shift" in form:
        out.text(" " + random.choice(SHIFTS))
    if "hour" in form:
        out.text(random.choice((" ", " à ", " - ")) + dates.hour(random))
    return out


def figure(random) -> str:
    """Two numbers and a stroke that are no date, with what tells so or without."""
    r = random
    top = r.choice((3, 4, 5, 6, 10, 10, 10, 12, 15, 20, 30))
    low = r.randint(0, top)
    return r.choice((
        lambda: f"{r.choice(('EVA', 'EN', 'douleur', 'EVS', 'Apgar', 'score', 'acuité', 'AV OD', 'MMSE', 'force', 'Norton', 'Silverman', 'test de l’horloge', 'ADL', 'Mini-Cog', 'EVA :', 'EVA à'))} {low}/{top}", lambda: f"{low}/{top}", lambda: f"{r.randint(1, 10):02d}/10", lambda: f"{r.randint(5, 10)}/10",
        lambda: f"TA {r.randint(9, 18)}/{r.randint(5, 11)}", lambda: f"TA {r.randint(9, 18):02d}/{r.randint(5, 11):02d}", lambda: f"tension {r.randint(10, 17)}/{r.randint(6, 10)}", lambda: f"{r.randint(90, 180)}/{r.randint(50, 100)}", lambda: f"{r.randint(10, 17)}-{r.randint(6, 9)}",
        lambda: f"{r.choice(('1/2', '1/4', '3/4'))} cp", lambda: f"{r.choice(('5/80', '10/160', '20/12,5', '160/25', '500/62,5', '875/125', '50/1000', '100/6', '10/5'))} mg", lambda: f"{r.choice(('aiguille', 'cathéter', 'VVP', 'sonde', 'drain', 'Charrière', 'CH', 'bougie'))} {r.choice((10, 12, 14, 16, 18, 20, 22))}/{r.choice((14, 16, 18, 20, 24))}",
        lambda: f"grade {r.randint(1, 4)}/{r.randint(4, 6)}", lambda: f"souffle {r.randint(1, 5)}/6", lambda: f"dilution 1/{r.choice((40, 80, 160, 320))}", lambda: f"cycle {r.randint(1, 6)}/{r.choice((6, 8, 12))}", lambda: f"séance {r.randint(1, 25)}/25", lambda: f"plateau {r.choice(('1/2', '3/4', '1/3'))}", lambda: f"{r.randint(1, 12)}/{r.randint(12, 30)} ganglions", lambda: f"{r.randint(1, 3)} mm x {r.randint(2, 9)}",
        lambda: f"T {r.choice((36, 37, 38))}.{r.randint(0, 9)}", lambda: f"calibre {r.randint(6, 9)}.{r.choice((0, 5))}", lambda: f"{r.randint(8, 20)}.{r.randint(1, 9):02d} g", lambda: f"ratio {r.randint(1, 4)}.{r.randint(10, 12)}", lambda: f"Modic {r.randint(1, 3)}, L{r.randint(1, 4)}-L5", lambda: f"lit {r.randint(1, 30)}/{r.randint(1, 2)}",
    ))()


FIELDS = {
    "days": lambda r, day: enumeration(r, day), "pair": lambda r, day: between(r, day), "bare": lambda r, day: Marked().mark(bare(r, day), SEEN), "feast": lambda r, day: Marked().mark(feast(r, day), SEEN),
    "mon": lambda r, day: Marked().mark(dates.month_name(r, day), SEEN), "log": lambda r, day: log_head(r, r.choice(LOG_HEADS), day),
}
