"""Dates in every form. A form gives marked text; weekdays, articles and hours stay outside."""

from __future__ import annotations

from datetime import date, timedelta

from .lexicons import fold
from .text import Marked

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
SHORT = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
CODES = ("JAN", "FEV", "MAR", "AVR", "MAI", "JUN", "JUL", "AOU", "SEP", "OCT", "NOV", "DEC")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WORDS = ("zéro", "premier", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt", "vingt et un", "vingt-deux", "vingt-trois", "vingt-quatre", "vingt-cinq", "vingt-six", "vingt-sept", "vingt-huit", "vingt-neuf", "trente", "trente et un")
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def spelled(number: int) -> str:
    if number < 20:
        return "un" if number == 1 else WORDS[number]
    if number >= 2000:
        rest = number - 2000
        return "deux mille" + (" " + spelled(rest) if rest else "")
    if number >= 1000:
        return "mille neuf cent" + (" " + spelled(number - 1900) if number > 1900 else "")
    base = 60 if 60 <= number < 80 else 80 if number >= 80 else number // 10 * 10
    rest = number - base
    if not rest:
        return TENS[base] + ("s" if base == 80 else "")
    return TENS[base] + (" et " if rest in (1, 11) and base != 80 else "-") + spelled(rest)


def numeric(random, day: date, sep: str | None = None) -> str:
    sep = sep or random.choice(("/", "/", "/", "/", ".", "-"))
    year = f"{day.year}" if random.random() < 0.72 else f"{day.year % 100:02d}"
    if random.random() < 0.88:
        return f"{day.day:02d}{sep}{day.month:02d}{sep}{year}"
    return f"{day.day}{sep}{day.month}{sep}{year}"


def month_name(random, day: date) -> str:
    draw = random.random()
    name = MONTHS[day.month - 1]
    if draw < 0.8:
        return name
    if draw < 0.88:
        return name.capitalize()
    if draw < 0.95:
        return random.choice((SHORT[day.month - 1], SHORT[day.month - 1].rstrip(".")))
    return random.choice((fold(name), name.upper()))


def day_of_month(random, day: date) -> str:
    if day.day == 1 and random.random() < 0.8:
        return random.choice(("1er", "1er", "1ᵉʳ", "1 er"))
    return f"{day.day:02d}" if random.random() < 0.2 else str(day.day)


def long(random, day: date) -> str:
    year = str(day.year) if random.random() < 0.95 else f"{day.year % 100:02d}"
    return f"{day_of_month(random, day)} {month_name(random, day)} {year}"


def odd(random, day: date) -> str:
    return random.choice((
        lambda: day.isoformat(), lambda: day.strftime("%Y%m%d"), lambda: f"{day.day:02d}{CODES[day.month - 1]}{day.year}", lambda: f"{day.day:02d}-{CODES[day.month - 1].capitalize()}-{day.year}", lambda: f"{day.day:02d} {day.month:02d} {day.year}",
        lambda: f"{day.day:02d} / {day.month:02d} / {day.year}", lambda: f"{day.year}/{day.month:02d}/{day.day:02d}", lambda: f"{day.day:02d}{day.month:02d}{day.year}", lambda: f"{WORDS[day.day]} {MONTHS[day.month - 1]} {spelled(day.year)}", lambda: f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year}",
        lambda: f"{day.day:02d}.{day.month:02d}.{day.year % 100:02d}",
    ))()


def whole(random, day: date) -> str:
    draw = random.random()
    return numeric(random, day) if draw < 0.55 else long(random, day) if draw < 0.92 else odd(random, day)


def day_month(random, day: date) -> str:
    draw = random.random()
    if draw < 0.5:
        return f"{day.day:02d}/{day.month:02d}"
    if draw < 0.62:
        return f"{day.day}/{day.month}"
    if draw < 0.66:
        return f"{day.day:02d}.{day.month:02d}"
    return f"{day_of_month(random, day)} {month_name(random, day)}"


def month_year(random, day: date) -> str:
    draw = random.random()
    if draw < 0.8:
        return f"{month_name(random, day)} {day.year}"
    return random.choice((f"{day.month:02d}/{day.year}", f"{day.month:02d}/{day.year}", f"{day.month:02d}/{day.year % 100:02d}", f"{day.month:02d}-{day.year}", f"{month_name(random, day)} {day.year % 100:02d}"))


def year(random, day: date) -> str:
    return str(day.year)


def season(random, day: date) -> str:
    part = random.choice(("été", "hiver", "printemps", "automne", "Noël", "Pâques", "rentrée", "Toussaint"))
    return f"{part} {day.year}"


def span(random, start: date, category: str = "IDENTIFYING_DATE", days: int | None = None) -> Marked:
    """Two ends of a stretch of time, with the words that join them."""
    end = start + timedelta(days=days or random.choice((1, 2, 3, 4, 6, 9, 14, 30, 90)))
    out, draw = Marked(), random.random()
    if draw < 0.3:
        sep = random.choice("/./")
        return out.text(random.choice(("du ", "du ", "entre le ", "Du "))).mark(numeric(random, start, sep), category).text(random.choice((" au ", " au ", " - ")) ).mark(numeric(random, end, sep), category)
    if draw < 0.5 and start.month == end.month:
        return out.text("du ").mark(day_of_month(random, start), category).text(random.choice((" au ", " au ", " et "))).mark(long(random, end), category)
    if draw < 0.65:
        return out.text("du ").mark(day_month(random, start), category).text(" au ").mark(whole(random, end), category)
    if draw < 0.75:
        other = start.replace(day=1) + timedelta(days=random.choice((60, 100, 150)))
        if other.year == start.year:
            return out.text("de ").mark(MONTHS[start.month - 1], category).text(" à ").mark(f"{MONTHS[other.month - 1]} {other.year}", category)
    if draw < 0.87:
        return out.text("entre ").mark(str(start.year - random.randint(1, 9)), category).text(" et ").mark(str(start.year), category)
    if draw < 0.93:
        return out.text("en ").mark(f"{start.year - random.randint(1, 5)}-{start.year}", category)
    return out.text("du ").mark(long(random, start), category).text(" au ").mark(long(random, end), category)


def weekday(random, day: date) -> str:
    return DAYS[day.weekday()] if random.random() < 0.9 else DAYS[day.weekday()].capitalize()


def hour(random) -> str:
    h, m = random.randint(0, 23), random.choice((0, 0, 5, 10, 15, 20, 30, 40, 45, random.randint(0, 59)))
    return random.choice((f"{h}h{m:02d}", f"{h} h {m:02d}", f"{h:02d}:{m:02d}", f"{h}h", f"{h} h", f"{h:02d}H{m:02d}", f"{h:02d}:{m:02d}:{random.randint(0, 59):02d}" if random.random() < 0.3 else f"{h}h{m:02d}"))


def relative(random) -> str:
    n = random.randint(2, 18)
    return random.choice((f"il y a {n} {random.choice(('jours', 'semaines', 'mois', 'ans'))}", "hier", "avant-hier", f"J{n}", f"J+{n}", "la veille", "le lendemain", f"depuis {n} {random.choice(('jours', 'semaines', 'mois', 'ans'))}", "la semaine dernière", "le mois dernier", "l'an dernier", f"à {n} mois", f"M{n}", f"dans {n} jours", "lundi prochain", "jeudi dernier", "ce matin", "cette nuit", "ce jour", "aujourd'hui", f"à S{n}", f"S+{n}"))


def random_day(random, first: date, last: date) -> date:
    return first + timedelta(days=int(random.random() * max(1, (last - first).days)))
