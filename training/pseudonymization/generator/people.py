"""Fictitious people and the shapes in which a report writes their names."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import frequent
from .lexicons import fold
from .text import Marked

# People may bear the names of diseases, signs and devices.
EPONYMS = ("Parkinson", "Crohn", "Basedow", "Horton", "Charcot", "Babinski", "Addison", "Hodgkin", "Down", "Turner", "Marfan", "Bouchard", "Dupuytren", "Raynaud", "Guillain", "Barré", "Foley", "Redon", "Glasgow", "Karnofsky", "Gleason", "Child", "Bell", "Graves", "Paget", "Wilson", "Kaposi", "Ewing", "Lynch", "Douglas", "Murphy", "Lasègue", "Trousseau", "Laennec", "Bichat", "Pasteur", "Curie", "Roux", "Koch", "Fontan", "Hartmann", "Whipple", "Clark", "Apgar", "Silverman", "Braun", "Norton", "Waterlow", "Baxter", "Roche", "Bayer", "Merck", "Pfizer", "Servier")
HYPHENS = ("-", "-", "-", "-", " ", " - ", "‑")


@dataclass
class Person:
    role: str
    sex: str
    last: str
    firsts: list[str]
    birth: str | None = None
    title: str = ""
    kin: str = ""
    facts: dict = field(default_factory=dict)

    @property
    def first(self) -> str:
        return self.firsts[0]


@dataclass
class Habits:
    """How one report writes names; each mention keeps to it most of the time."""

    last_case: str
    first_case: str
    accents: bool
    rev: bool
    titles: str


def habits(random) -> Habits:
    return Habits(
        last_case=random.choice(("upper", "upper", "upper", "cap", "cap", "mixed")),
        first_case=random.choice(("cap", "cap", "cap", "cap", "upper", "mixed")),
        accents=random.random() < 0.8,
        rev=random.random() < 0.3,
        titles=random.choice(("short", "short", "long", "mixed", "none")),
    )


def last_name(random, lexicons, validation: bool) -> str:
    draw = random.random()
    if draw < 0.015:
        name = random.choice(EPONYMS)
    elif draw < 0.075:
        name = random.choice(lexicons.wordy[validation])
    elif draw < 0.1:
        name = lexicons.first[random.choice("MF")][validation].pick(random, 0.9)
    elif draw < 0.2:
        name = lexicons.syllables[validation].pick(random)
    else:
        name = lexicons.last[validation].pick(random, 0.62)
    shape = random.random()
    if shape < 0.045:
        particle = random.choice(frequent.PARTICLES)
        if particle in ("d'", "D'", "L'") and name[0] not in "AEIOUHÉÈÊ":
            particle = "de" if particle == "d'" else "De"
        name = particle + ("" if particle.endswith(("'", "-")) else " ") + name
    elif shape < 0.11:
        other = lexicons.last[validation].pick(random, 0.6)
        name += random.choice(("-", "-", "-", " ", "--", " - ")) + other
    elif shape < 0.12:
        name = random.choice(("El ", "Al-", "Ben ", "Bel", "Abd el ", "Aït ", "Ould ", "Le ", "Saint-", "Mc", "O'")) + name
    return name


def first_names(random, lexicons, validation: bool, sex: str, count: int = 1) -> list[str]:
    names = []
    for _ in range(count):
        draw = random.random()
        if draw < 0.05:
            name = lexicons.syllables[validation].pick(random)[:8].rstrip(" -'")
        else:
            name = lexicons.first[sex][validation].pick(random, 0.7)
        if "-" not in name and random.random() < 0.06:
            name += random.choice(("-", "-", " ")) + lexicons.first[sex][validation].pick(random, 0.9)
        names.append(name)
    return names


def spell(random, name: str, case: str, accents: bool) -> str:
    if case == "mixed":
        case = random.choice(("upper", "cap", "cap"))
    if case == "upper":
        return fold(name).upper() if not accents or random.random() < 0.7 else name.upper()
    if case == "lower":
        return name.lower()
    return name if accents else fold(name)


def slip(random, name: str, rate: float = 1.0) -> str:
    """Rare spellings: typing errors, split, letter-spaced, without hyphen, all lower."""
    draw = random.random() / rate
    if draw > 0.06 or len(name) < 4:
        if "-" in name and random.random() < 0.15:
            return name.replace("-", random.choice(HYPHENS))
        return name
    place = 1 + int(random.random() * (len(name) - 2))
    if draw < 0.010:
        return name[:place] + name[place + 1] + name[place] + name[place + 2:]
    if draw < 0.017:
        return name[:place] + name[place + 1:]
    if draw < 0.024:
        return name[:place] + name[place] + name[place:]
    if draw < 0.030:
        return name[:place] + random.choice("abcdefghilmnoprstuvz") + name[place + 1:]
    if draw < 0.036:
        return name[:place] + " " + name[place:]
    if draw < 0.042:
        return " ".join(name.replace(" ", ""))
    if draw < 0.056:
        return name.lower()
    return name.swapcase() if draw < 0.058 else name


def last(random, person: Person, how: Habits, case: str | None = None, birth: bool = False) -> str:
    name = person.birth if birth and person.birth else person.last
    if not case:
        case = how.last_case if random.random() < 0.9 else random.choice(("upper", "cap", "cap", "lower"))
    return slip(random, spell(random, name, case, how.accents))


def first(random, person: Person, how: Habits, case: str | None = None, initial: bool | None = None) -> str:
    name = person.first
    if initial is None:
        initial = random.random() < (0.3 if person.role == "Carer" else 0.04)
    if initial:
        return initials_of(random, name)
    if not case:
        case = how.first_case if random.random() < 0.9 else random.choice(("upper", "cap", "cap", "lower"))
    return slip(random, spell(random, name, case, how.accents))


def initials_of(random, first_name: str) -> str:
    parts = [part for part in first_name.replace("-", " ").split() if part]
    if len(parts) > 1:
        one, two = parts[0][0].upper(), parts[1][0].upper()
        return random.choice((f"{one}.-{two}.", f"{one}-{two}.", f"{one}.{two}.", f"{one}. {two}.", f"{one}-{two}", f"{one}{two}.", f"{one}{two}", f"{one}.- {two}.", f"{parts[0][:2].capitalize()}-{two}.", f"{one}{parts[0][1:2].lower() if one == 'J' else ''}-{two}."))
    if parts[0][:2].lower() in ("ch", "ph", "th") and random.random() < 0.4:
        return parts[0][:2].capitalize() + "."
    return parts[0][0].upper() + random.choice((".", ".", ".", ""))


def full(random, person: Person, how: Habits, rev: bool | None = None, separator: str = " ") -> Marked:
    result = Marked()
    rev = (how.rev if random.random() < 0.8 else not how.rev) if rev is None else rev
    stuck = random.random() < 0.004
    gap = "" if stuck else separator
    last_text, first_text = last(random, person, how), first(random, person, how)
    if rev and separator == " " and first_text.endswith(".") and random.random() < 0.4:
        gap = random.choice((" ", ", "))
    draw = random.random()
    if rev and not stuck and separator == " " and draw < 0.09:
        gap = ", " if draw < 0.06 else "^" if draw < 0.075 else random.choice((",", "/", "  ", "_", " / "))
    if rev:
        return result.mark(last_text, "LAST_NAME", person.role).text(gap).mark(first_text, "FIRST_NAME", person.role)
    if first_text.endswith(".") and random.random() < 0.12:
        gap = ""
    return result.mark(first_text, "FIRST_NAME", person.role).text(gap).mark(last_text, "LAST_NAME", person.role)


def initials(random, person: Person) -> Marked:
    f, l = person.first[0].upper(), next((sign for sign in person.last if sign.isupper()), person.last[0]).upper()
    dot, gap = random.choice((".", ".", ".", "")), random.choice(("", "", " "))
    if not dot:
        gap = ""
    parts, firsts = name_parts(person.last), name_parts(person.first)
    if len(firsts) > 1 and random.random() < 0.7:
        f = f"{f}{random.choice((dot + '-', '-', dot, ''))}{firsts[1][0].upper()}"
    if len(parts) > 1 and random.random() < 0.5:
        second = parts[1][0].upper()
        l = random.choice((f"{parts[0][0].upper()}{second}", f"{parts[0][0].upper()}{dot}{second}", f"{parts[0][0].upper()}-{second}", f"{parts[0] if parts[0].islower() else parts[0][0].upper()} {second}"))
    if random.random() < 0.05:
        f, l = f.lower(), l.lower()
    return Marked().mark(f + dot, "FIRST_NAME", person.role).text(gap).mark(l + dot, "LAST_NAME", person.role)


def name_parts(name: str) -> list[str]:
    return [part for part in name.replace("-", " ").replace("'", " ").split() if part]


TITLES = {
    "M": {"short": ("M.", "M.", "Mr", "Mr.", "M"), "long": ("Monsieur",)},
    "F": {"short": ("Mme", "Mme", "Mme.", "Mlle", "MME"), "long": ("Madame", "Madame", "Mademoiselle")},
}
DOCTOR = {"short": ("Dr", "Dr", "Dr", "Dr.", "DR", "Docteur"), "long": ("Docteur", "le Docteur", "Dr", "le Dr", "Le Docteur")}
PROFESSOR = {"short": ("Pr", "Pr", "Pr.", "PR", "Prof."), "long": ("Professeur", "le Professeur", "le Pr", "Pr", "Le Professeur")}


def title(random, person: Person, how: Habits, bare: bool = False) -> str:
    style = how.titles if how.titles in ("short", "long") and random.random() < 0.85 else random.choice(("short", "long"))
    if person.title == "Dr":
        found = random.choice(DOCTOR[style])
        if person.sex == "F" and random.random() < 0.06:
            found = random.choice(("Docteure", "Dre", "la Dre", "Mme le Dr", "Madame le Docteur", "Mme le Docteur", "Dresse"))
        elif person.sex == "M" and random.random() < 0.04:
            found = random.choice(("Monsieur le Docteur", "M. le Dr", "Mr le Dr", "Monsieur le Dr", "notre confrère le Dr", "dr", "doc."))
    elif person.title == "Pr":
        found = "Mme le Pr" if person.sex == "F" else "M. le Professeur"
        if random.random() > 0.05:
            found = random.choice(PROFESSOR[style])
    else:
        found = random.choice(TITLES[person.sex][style])
    return found.split(" ")[-1] if bare else found


def mention(random, person: Person, how: Habits) -> Marked:
    """A person as running text names them."""
    draw = random.random()
    if person.role == "Patient" and how.titles == "none" and draw < 0.5 or draw < 0.04:
        return full(random, person, how)
    if person.role == "Patient" and draw < 0.06:
        return initials(random, person)
    if person.role == "Other" and not person.title and draw < 0.35:
        return Marked().mark(first(random, person, how, initial=False), "FIRST_NAME", person.role) if draw < 0.2 else full(random, person, how)
    called = title(random, person, how)
    result = Marked().text(called)
    result.text("" if random.random() < (0.05 if called.endswith(".") else 0.006) else " ")
    shape = random.random()
    if person.role == "Patient" and shape < 0.08 and person.birth:
        return result.mark(last(random, person, how), "LAST_NAME", "Patient").text(random.choice((" née ", " née ", ", née ", " épouse ", " ép. ", " ép ", " nee ", " NÉE ", " - née "))).mark(last(random, person, how, birth=True), "LAST_NAME", "Patient")
    if shape < 0.5:
        return result.mark(last(random, person, how), "LAST_NAME", person.role)
    if shape < 0.545:
        parts = name_parts(person.last)
        letter = parts[0][0].upper()
        if len(parts) > 1 and random.random() < 0.6:
            second = parts[1][0].upper()
            letter = f"{parts[0]} {second}" if parts[0].islower() else f"{letter}{random.choice(('.', '.-', '-', ''))}{second}"
        return result.mark(letter + random.choice((".", ".", ".", "")), "LAST_NAME", person.role)
    return result.add(full(random, person, how))
