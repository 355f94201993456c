"""Slots that belong to no person and no place of care."""

from __future__ import annotations

from datetime import timedelta

from . import dates, moments, numbers, places, wordy
from .text import Marked, joined

SEEN = "IDENTIFYING_DATE"


def _text(text) -> Marked:
    return Marked().text(str(text))


def _past(scene, days: int = 4000):
    low = int(days * scene.random.random() ** 2)
    return scene.today - timedelta(days=1 + low)


def _date(scene, field: str, before) -> Marked:
    r, out = scene.random, Marked()
    fixed = {"report": scene.today, "in": scene.date_in, "out": scene.date_out}.get(field)
    if fixed:
        return out.mark(dates.whole(r, fixed), SEEN)
    if field == "op":
        day = scene._fact(scene.facts, "op", lambda: _past(scene, 400))
        return out.mark(dates.whole(r, day), SEEN)
    day = scene.today + timedelta(days=r.randint(2, 250)) if field == "next" else _past(scene)
    if field in moments.FIELDS:
        return moments.FIELDS[field](r, day)
    if field in ("range", "stay"):
        return dates.span(r, scene.date_in if field == "stay" else day)
    if field == "un":
        return out.mark(str(r.randint(1995, 2026)) if r.random() < 0.8 else f"{dates.month_name(r, day)} {r.randint(1998, 2026)}", "UNIDENTIFYING_DATE")
    make = {"num": dates.numeric, "long": dates.long, "short": dates.day_month, "month": dates.month_year, "year": dates.year, "season": dates.season, "iso": lambda _, d: d.isoformat(), "day": dates.day_month,
            "hl7": lambda _, d: d.strftime("%Y%m%d") + r.choice(("", f"{r.randint(0, 23):02d}{r.randint(0, 59):02d}"))}.get(field, dates.whole)
    if field == "hl7" and r.random() < 0.3:
        return out.mark(day.strftime("%Y%m%d"), SEEN)
    return out.mark(make(r, day), SEEN)


def _dob(scene, field: str, before) -> Marked:
    r, day = scene.random, scene.born
    make = {"num": dates.numeric, "long": dates.long, "year": dates.year, "iso": lambda _, d: d.isoformat(), "month": dates.month_year, "hl7": lambda _, d: d.strftime("%Y%m%d")}.get(field, dates.whole)
    return Marked().mark(make(r, day), "PATIENT_BIRTHDATE")


def _code(kind: str, make):
    def slot(scene, field: str, before) -> Marked:
        value = scene._fact(scene.facts, kind + field if kind == "AUTRE" and field else kind, lambda: make(scene.random)) if kind != "AUTRE" or field else make(scene.random)
        text = value
        if kind in ("IPP", "NDA") and value.isdigit() and scene.random.random() < 0.06:
            text = numbers.grouped(scene.random, value, ((3, 3, 3), (2, 3, 3), (1, 3, 3)))
        return Marked().add(numbers.value(text, kind))
    return slot


def _nir(scene, kind: str):
    person = scene.people["patient"]
    return scene._fact(scene.facts, "nir" if kind == "NIR" or scene.random.random() < 0.6 else "ins", lambda: numbers.nir_parts(scene.random, person.sex, scene.born, scene.random.random() < 0.15))


def _nir_slot(kind: str):
    def slot(scene, field: str, before) -> Marked:
        body, key = _nir(scene, kind)
        return numbers.value(numbers.nir_text(scene.random, body, "" if field in ("key", "bare", "nokey") or scene.random.random() < 0.1 else key), kind)
    return slot


def _key(scene, field: str, before) -> Marked:
    return numbers.value(_nir(scene, "NIR")[1], "NIR")


def _addr(scene, field: str, before) -> Marked:
    street = scene._fact(scene.facts, "addr", lambda: places.street(scene.random, scene.lexicons, scene.validation))
    if scene.random.random() < 0.08:
        street = street.upper()
    return Marked().mark(street, "ADDRESS", "Patient")


def _home(scene, field: str, before) -> Marked:
    r = scene.random
    lines = [_addr(scene, "", None)]
    if r.random() < 0.1:
        lines.append(Marked().mark(r.choice((f"Résidence {r.choice(places.FLOWERS)}", f"Bât. {r.choice('ABCDE')}", f"Appt {r.randint(1, 200)}", r.choice(places.PLACES), f"BP {r.randint(10, 999)}", f"{r.randint(1, 9)}ème étage porte {r.randint(1, 9)}")), "ADDRESS", "Patient"))
        if r.random() < 0.3:
            lines.reverse()
    town = Marked().mark(scene.home.postcode, "POSTAL_CODE", "Patient").text(" ").mark(places.town_text(r, scene.home, "upper" if r.random() < 0.6 else None), "CITY", "Patient")
    return joined(lines + [town], r.choice(("\n", "\n", ", ", " ", " - ")))


def _city(scene, field: str, before) -> Marked:
    r = scene.random
    if field == "birth":
        place = scene._fact(scene.facts, "birth_town", lambda: places.Town(r.choice(places.ABROAD), "99" + numbers.digits(r, 3), "Patient") if r.random() < 0.25 else places.town(r, scene.lexicons, scene.validation, "Patient"))
    elif field == "work":
        place = places.town(r, scene.lexicons, scene.validation, "Patient")
    else:
        place = scene.home
    return places.marked_town(r, place, before)


def _zip(scene, field: str, before) -> Marked:
    town = scene.facts.get("birth_town") if field == "birth" else None
    if field == "birth" and town is None:
        _city(scene, "birth", None)
        town = scene.facts["birth_town"]
    return Marked().mark((town or scene.home).postcode, "POSTAL_CODE", "Patient")


def _place(scene, field: str, before) -> Marked:
    r = scene.random
    return places.marked_town(r, places.Town(r.choice(places.ABROAD), "", "Other") if r.random() < 0.2 else places.town(r, scene.lexicons, scene.validation, "Other"), before)


def _country(role: str):
    def slot(scene, field: str, before) -> Marked:
        r = scene.random
        name = r.choice(places.COUNTRIES) if role == "Other" or field == "birth" or r.random() < 0.5 else "France"
        out = Marked()
        if before:
            out.text(places.country_words(before, name))
        return out.mark(name.upper() if not before and r.random() < 0.2 else name, "COUNTRY", role)
    return slot


def _listed(list_name: str, category: str):
    def slot(scene, field: str, before) -> Marked:
        text = scene.unit(list_name).plain()
        man, _, woman = text.partition("/")
        chosen = woman if woman and scene.woman("patient") else man
        if scene.random.random() < 0.06:
            chosen = chosen.capitalize()
        return Marked().mark(chosen, category)
    return slot


def _nat(scene, field: str, before) -> Marked:
    man, _, woman = scene.unit("nationality").plain().partition("/")
    return Marked().mark(man if field == "m" and not scene.woman("patient") else woman or man, "PATIENT_NATIONALITY")


def _drug(scene, field: str, before) -> Marked:
    r = scene.random
    name = "".join(r.choice(part) for part in SOUNDS) if r.random() < 0.12 else scene.unit("drugs").plain() if "drugs" in scene.contents.units and r.random() < 0.5 else r.choice(scene.lexicons.drugs)
    name = name if r.random() < 0.4 else name.capitalize() if r.random() < 0.7 else name.lower()
    if field == "dose":
        name += " " + r.choice((f"{r.choice((1, 2.5, 5, 10, 20, 40, 75, 100, 500, 1000))} mg".replace(".", ","), f"{r.choice((1, 2, 5, 10))} g", f"{r.choice((10, 25, 50))} µg", f"{r.choice((4000, 10000, 38500))} UI")) + r.choice((" 1 cp/j", " x 2/j", " 1-0-1", " matin et soir", " : 1 le matin", " 1 cp matin midi et soir", " IV/8h", " par jour", " 1/j", " si besoin", " 0-0-1", " 06-10 h", ""))
    return _text(name)


NAMED_AFTER = ("maladie de", "syndrome de", "signe de", "score de", "classification de", "test de", "manœuvre de", "indice de", "échelle de", "critères de", "incision de", "intervention de", "technique de", "sonde de", "drain de", "pince de", "prothèse de", "phénomène de", "triade de", "anémie de", "dysplasie de", "tumeur de", "ligament de", "canal de", "faisceau de", "coloration de", "lambeau de", "fracture de", "plaque de", "aiguille de", "valve de", "cathéter de", "anse de", "ganglion de", "réflexe de", "thyroïdite de", "purpura de", "épreuve de", "écarteur de", "protocole de", "formule de", "équation de", "stade de", "angle de", "ligne de", "espace de", "point de", "loi de", "effet", "classification", "score", "stade", "test", "sonde", "grade")


def _somebody(scene) -> str:
    r = scene.random
    name = scene.lexicons.syllables[scene.validation].pick(r) if r.random() < 0.3 else scene.lexicons.last[scene.validation].pick(r, 0.5)
    return name if r.random() < 0.9 else name.upper() if r.random() < 0.5 else name.lower()


def _eponym(scene, field: str, before) -> Marked:
    """Known ones, and as many that bear a name drawn by chance: what comes before tells, not the name."""
    r = scene.random
    if r.random() < 0.55 and "eponym" in scene.contents.units:
        return scene.unit("eponym")
    text = f"{r.choice(NAMED_AFTER)} {_somebody(scene)}"
    if r.random() < 0.25:
        text += f"-{_somebody(scene)}"
    before_name, joint, name = text.partition(" de ")
    if joint and name[0] in "AEIOUÉÈÊÂÔÎaeiouéè":
        text = f"{before_name} d'{name}"
    return _text(text)


def _ward_named(scene, field: str, before) -> Marked:
    r = scene.random
    if r.random() < 0.5 and "ward_named" in scene.contents.units:
        return scene.unit("ward_named")
    first = scene.lexicons.first[r.choice("MF")][scene.validation].pick(r, 0.8) + " " if r.random() < 0.35 else ""
    return _text(f"{r.choice(('unité', 'Unité', 'pavillon', 'Pavillon', 'bâtiment', 'Bâtiment', 'salle', 'Salle', 'service', 'secteur', 'étage', 'aile', 'bât.', 'hall', 'amphithéâtre', 'pôle', 'unité'))} {r.choice(('', '', '', 'Docteur ', 'Pr '))}{first}{_somebody(scene)}")


SOUNDS = (("ab", "ri", "tel", "va", "cor", "ni", "pem", "tra", "lu", "zo", "ox", "ben", "dor", "fi", "mel", "sa", "ve", "ke"), ("ci", "ro", "ta", "li", "me", "xa", "du", "pi", "no", "va", ""), ("mab", "tinib", "pril", "sartan", "olol", "azole", "cilline", "mycine", "statine", "xaban", "gliptine", "zumab", "ciclib", "floxacine", "dipine", "prazole", "vir", "lukast", "sone", "dronate", "triptan", "pam", "zépam", "caïne"))


def _vitals(scene, field: str, before) -> Marked:
    r = scene.random
    parts = [
        r.choice((f"TA {r.randint(9, 18)}/{r.randint(5, 11)}", f"TA {r.randint(90, 190)}/{r.randint(50, 110)} mmHg", f"PA {r.randint(90, 190)}-{r.randint(50, 110)}", f"TA : {r.randint(9, 18)},{r.randint(0, 9)}/{r.randint(5, 10)}")),
        f"{r.choice(('FC', 'pouls', 'Fc :'))} {r.randint(45, 140)}{r.choice(('', '/min', ' bpm'))}", r.choice((f"SpO2 {r.randint(84, 100)} %", f"SaO2 {r.randint(84, 100)}% AA", f"sat {r.randint(84, 100)}%")), r.choice((f"T° {r.randint(35, 40)},{r.randint(0, 9)}", f"T {r.randint(35, 40)}.{r.randint(0, 9)}°C", f"température {r.randint(36, 40)}°{r.randint(0, 9)}")), f"FR {r.randint(12, 36)}", f"EVA {r.randint(0, 10)}/10", f"Glasgow {r.randint(3, 15)}", f"HGT {r.randint(0, 3)},{r.randint(10, 99)} g/L", f"poids {r.randint(40, 120)} kg",
    ]
    return _text(r.choice((", ", ", ", " ; ", " - ", " / ")).join(r.sample(parts, r.randint(2, 6))))


LABS = (("Hb", "g/dL", 7, 17, 1), ("hémoglobine", "g/dL", 7, 17, 1), ("leucocytes", "/mm3", 1200, 25000, 0), ("plaquettes", "/mm3", 12000, 450000, 0), ("plaquettes", "G/L", 12, 450, 0), ("CRP", "mg/L", 1, 350, 0), ("créatinine", "µmol/L", 40, 600, 0), ("K+", "mmol/L", 2, 6, 1), ("Na", "mmol/L", 120, 150, 0), ("ASAT", "UI/L", 10, 900, 0), ("TSH", "mUI/L", 0, 9, 2), ("HbA1c", "%", 5, 13, 1), ("ferritine", "µg/L", 5, 2000, 0), ("PSA", "ng/mL", 0, 90, 2), ("NT-proBNP", "ng/L", 50, 12000, 0), ("DFG", "mL/min/1,73m²", 8, 110, 0), ("troponine", "ng/L", 2, 5000, 0), ("INR", "", 1, 6, 2), ("CA 15-3", "U/mL", 5, 300, 0), ("GGT", "UI/L", 10, 800, 0), ("lactates", "mmol/L", 0, 9, 1), ("VGM", "fL", 70, 115, 0), ("TP", "%", 20, 100, 0), ("ACE", "ng/mL", 1, 80, 1))


def _lab(scene, field: str, before) -> Marked:
    r = scene.random
    name, unit, low, high, decimals = r.choice(LABS)
    value = f"{r.uniform(low, high):.{decimals}f}".replace(".", r.choice((",", ",", ".")))
    if high > 9999 and r.random() < 0.4 and len(value) > 3:
        value = value[:-3] + " " + value[-3:]
    return _text(f"{name}{r.choice((' ', ' : ', ' à ', ' = ', ': '))}{value} {unit}".rstrip())


def _measure(scene, field: str, before) -> Marked:
    r = scene.random
    return _text(r.choice((f"{r.randint(3, 90)} mm", f"{r.randint(2, 30)} x {r.randint(2, 30)} mm", f"{r.randint(1, 9)},{r.randint(1, 9)} x {r.randint(1, 9)},{r.randint(1, 9)} x {r.randint(1, 9)} cm", f"{r.randint(1, 9)}/{r.randint(9, 24)}", f"{r.randint(2, 12)}/10", f"{r.randint(10, 90)} %", f"{r.randint(10000, 99000)} UI/L", f"{r.randint(100, 900)} mL", f"{r.randint(1, 12)}/{r.randint(12, 30)} ganglions", f"{r.randint(2, 40)} PA", f"{r.randint(1, 5)}/5", f"{r.randint(10, 60)} Gy", f"{r.randint(0, 2)},{r.randint(0, 9)}.10^{r.randint(3, 9)}/L")))


def _num(scene, field: str, before) -> Marked:
    return _text(scene.random.randint(1, 20))


def _hour(scene, field: str, before) -> Marked:
    return _text(dates.hour(scene.random))


def _lot(scene, field: str, before) -> Marked:
    r = scene.random
    return numbers.value(numbers.lot(r), "AUTRE")


SLOTS = {
    "date": _date, "dob": _dob, "ipp": _code("IPP", numbers.ipp), "nda": _code("NDA", numbers.nda), "code": _code("AUTRE", numbers.code), "finess": _code("FINESS", numbers.finess), "rpps": _code("RPPS", numbers.rpps),
    "nir": _nir_slot("NIR"), "ins": _nir_slot("INS"), "key": _key, "addr": _addr, "home": _home, "city": _city, "zip": _zip, "place": _place, "country": _country("Patient"), "abroad": _country("Other"),
    "family": _listed("family_status", "FAMILY_STATUS"), "job": _listed("occupation", "PATIENT_SOCIAL_IDENTITY"), "nat": _nat, "drug": _drug, "vitals": _vitals, "lab": _lab, "measure": _measure, "num": _num, "hour": _hour, "lot": _lot,
    "file": lambda scene, field, before: numbers.value(numbers.file_name(scene.random), "AUTRE"), "lookalike": lambda scene, field, before: _text(numbers.lookalike(scene.random, field != "bare")), "figure": lambda scene, field, before: _text(moments.figure(scene.random)), "wordtrap": lambda scene, field, before: _text(wordy.sentence(scene)),
    "exam": lambda scene, field, before: scene.unit("exams"),
    "age": lambda scene, field, before: _text(scene.age), "weekday": lambda scene, field, before: _text(dates.weekday(scene.random, scene.today)), "relative": lambda scene, field, before: _text(dates.relative(scene.random)),
    "weight": lambda scene, field, before: _text(scene.random.randint(3, 120)), "height": lambda scene, field, before: _text(scene.random.choice((f"1m{scene.random.randint(45, 95)}", f"{scene.random.randint(145, 198)} cm", f"1,{scene.random.randint(45, 95)} m"))),
    "dept": lambda scene, field, before: _text(scene.random.choice(places.DEPARTMENTS)), "job.plain": lambda scene, field, before: _text(scene.unit("occupation").plain().partition("/")[0]),
    "phone": lambda scene, field, before: scene.slot("patient.phone"), "mail": lambda scene, field, before: scene.slot("patient.mail"),
    "url": lambda scene, field, before: scene.slot("hosp.url"), "ward.named": _ward_named, "ward_named": _ward_named, "eponym": _eponym,
}
