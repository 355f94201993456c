"""The people, places, numbers and dates of one report, and what each slot of a template gives."""

from __future__ import annotations

from datetime import date, timedelta

from . import dates, lang, numbers, people, places, signatures
from .lexicons import fold
from .people import Person
from .text import Marked, joined

CARERS = {"doc", "doc2", "doc3", "doc4", "doc5", "doc6", "doc7", "doc8", "doc9", "gp", "spec", "spec2", "nurse", "nurse2", "intern", "student", "midwife", "pharmacist", "physio", "sec", "carer", "carer2", "carer3"}
OTHERS = {"rel", "rel2", "rel3", "trust", "other", "other2", "other3", "mother", "father", "wife", "husband", "daughter", "son", "sister", "brother"}
FIXED_KIN = {"mother": ("F", "mère"), "father": ("M", "père"), "wife": ("F", "épouse"), "husband": ("M", "mari"), "daughter": ("F", "fille"), "son": ("M", "fils"), "sister": ("F", "sœur"), "brother": ("M", "frère")}
CARE = {"hosp": "hosp", "hosp2": "hosp", "hosp3": "hosp", "ehpad": "ehpad", "labo": "labo", "clinic": "clinic"}
NO_DOCTOR = {"nurse", "nurse2", "student", "midwife", "pharmacist", "physio", "sec"}
KIN = {"M": ("époux", "mari", "fils", "frère", "père", "beau-frère", "neveu", "conjoint", "compagnon", "gendre", "petit-fils", "oncle", "cousin", "beau-père", "grand-père", "ami", "ex-mari", "demi-frère"), "F": ("épouse", "femme", "fille", "sœur", "mère", "belle-sœur", "nièce", "conjointe", "compagne", "belle-fille", "petite-fille", "tante", "cousine", "belle-mère", "grand-mère", "amie", "ex-épouse", "soeur")}
BOXES = ("orange.fr", "gmail.com", "wanadoo.fr", "free.fr", "hotmail.fr", "laposte.net", "sfr.fr", "yahoo.fr", "outlook.com", "icloud.com", "live.fr", "neuf.fr", "hotmail.com", "bbox.fr", "proton.me", "courriel.example")
SECURE = ("medecin.mssante.fr", "mssante.fr", "medical.apicrypt.org", "apicrypt.org", "pharmacien.mssante.fr", "infirmier.mssante.fr", "cabinet-medical.fr", "msante.example")
JOBS = {
    "doc": ("praticien hospitalier", "médecin", "{m.X:chirurgien|chirurgienne}", "chef de service", "chef de clinique", "assistant spécialiste", "PH", "CCA", "PU-PH", "PUPH", "MCU-PH", "cardiologue", "oncologue", "radiologue", "anesthésiste", "neurologue", "urologue", "interne", "docteur junior", "responsable médical", "praticien attaché", "{m.X:anatomopathologiste|anatomopathologiste}", "gériatre", "pédiatre", "psychiatre", "biologiste"),
    "nurse": ("IDE", "{m.X:infirmier|infirmière}", "IADE", "IBODE", "cadre de santé", "aide-soignante", "AS", "IPA", "puéricultrice", "diététicienne", "psychologue", "assistante sociale", "ergothérapeute", "orthophoniste"),
    "midwife": ("sage-femme", "SF"), "pharmacist": ("{m.X:pharmacien|pharmacienne}",), "physio": ("kinésithérapeute", "MKDE", "kiné"), "sec": ("secrétaire", "secrétaire médicale", "assistante médicale"), "intern": ("interne", "interne de spécialité", "FFI"), "student": ("externe", "étudiante en médecine", "étudiant hospitalier"),
}


_TREES: dict[str, tuple] = {}


class UnknownSlot(KeyError):
    pass


class Scene:
    def __init__(self, random, lexicons, contents, validation: bool, clinical=None):
        self.random, self.lexicons, self.contents, self.validation, self.clinical = random, lexicons, contents, validation, clinical
        self.how = people.habits(random)
        self.people: dict[str, Person] = {}
        self.care: dict[str, places.Care] = {}
        self.facts: dict = {}
        self.depth = 0
        self.used: set[int] = set()
        self.today = dates.random_day(random, date(2012, 1, 1), date(2027, 6, 1))
        self.stay_days = random.choice((0, 1, 2, 3, 5, 8, 12, 21))
        self.date_in = self.today - timedelta(days=self.stay_days + random.choice((0, 0, 1, 3)))
        self.date_out = self.date_in + timedelta(days=self.stay_days)
        self.people["patient"] = self._patient()
        self.home = places.town(random, lexicons, validation, "Patient")
        self.hosp_town = places.town(random, lexicons, validation, "Hospital")

    # -- what the language asks for

    def choice(self, options):
        return options[int(self.random.random() * len(options))]

    def woman(self, who: str) -> bool:
        return self.person(who).sex == "F"

    def put(self, name: str, low: int, high: int) -> Marked:
        count = low if low == high else self.random.randint(low, high)
        parts = [self.unit(name) for _ in range(count)]
        return joined([part for part in parts if part.pieces], " ")

    def unit(self, name: str) -> Marked:
        if name.startswith("clinical"):
            return self.clinical.paragraph(self, short=name.endswith("short")) if self.clinical else Marked()
        trees = self.contents.units.get(name)
        if not trees or self.depth > 8:
            if not trees:
                raise UnknownSlot(">" + name)
            return Marked()
        self.depth += 1
        try:
            tree = self.choice(trees)
            if id(tree) in self.used and len(trees) > 12:  # a report seldom says the same twice
                tree = self.choice(trees)
            self.used.add(id(tree))
            return lang.render(tree, self)
        finally:
            self.depth -= 1

    def text(self, source: str) -> Marked:
        """Renders a template given as a string; trees are kept."""
        tree = _TREES.get(source)
        if tree is None:
            tree = _TREES[source] = lang.parse(source)
        return lang.render(tree, self)

    def slot(self, name: str, before: str | None = None) -> Marked:
        name, _, range_ = name.partition(":")
        head, _, field = name.partition(".")
        if range_:
            low, _, high = range_.partition("-")
            return Marked().text(str(self.random.randint(int(low), int(high or low))))
        if head in CARE or head == "here":
            return self._care_slot(head, field, before)
        if head == "patient" or head in CARERS or head in OTHERS:
            marked = self._person_slot(head, field)
        else:
            marked = self._plain_slot(head, field, name, before)
        return _with_article(before, marked) if before and not (marked.pieces and head in PLACED) else marked

    # -- people

    def person(self, who: str) -> Person:
        known = self.people.get(who)
        if known is None:
            known = self.people[who] = self._carer(who) if who in CARERS else self._other(who)
        return known

    def _patient(self) -> Person:
        r = self.random
        sex = "F" if r.random() < 0.51 else "M"
        age = r.choice((r.randint(0, 17), r.randint(18, 60), r.randint(45, 90), r.randint(60, 99)))
        self.born = self.today - timedelta(days=int(age * 365.25) + r.randint(0, 360))
        self.age = (self.today - self.born).days // 365
        person = Person("Patient", sex, people.last_name(r, self.lexicons, self.validation), people.first_names(r, self.lexicons, self.validation, sex, r.choice((1, 1, 2, 3))))
        if sex == "F" and age > 20 and r.random() < 0.6 or r.random() < 0.05:
            person.birth = people.last_name(r, self.lexicons, self.validation)
        return person

    def _carer(self, who: str) -> Person:
        r = self.random
        sex = "F" if r.random() < (0.8 if who in NO_DOCTOR else 0.45) else "M"
        person = Person("Carer", sex, people.last_name(r, self.lexicons, self.validation), people.first_names(r, self.lexicons, self.validation, sex))
        doctor = who not in NO_DOCTOR and not (who.startswith("carer") and r.random() < 0.5)
        person.title = ("Pr" if r.random() < 0.14 else "Dr") if doctor and not (who == "intern" and r.random() < 0.6) else ""
        return person

    def _other(self, who: str) -> Person:
        r = self.random
        sex, kin = FIXED_KIN.get(who, (r.choice("FM"), ""))
        patient = self.people["patient"]
        same = (kin or who.startswith(("rel", "trust"))) and r.random() < 0.5
        name = patient.last if same else people.last_name(r, self.lexicons, self.validation)
        person = Person("Other", sex, name, people.first_names(r, self.lexicons, self.validation, sex))
        person.kin = kin or r.choice(KIN[sex])
        if who.startswith("other"):
            person.title = "civil" if r.random() < 0.6 else ""
        return person

    def _person_slot(self, who: str, field: str) -> Marked:
        r, person, how = self.random, self.person(who), self.how
        out, role = Marked(), person.role
        if not field:
            return people.mention(r, person, how)
        if field in ("last", "LAST", "Last", "married"):
            return out.mark(people.last(r, person, how, {"LAST": "upper", "Last": "cap"}.get(field)), "LAST_NAME", role)
        if field == "birth":
            return out.mark(people.last(r, person, how, birth=True), "LAST_NAME", role)
        if field in ("first", "FIRST", "First"):
            return out.mark(people.first(r, person, how, {"FIRST": "upper", "First": "cap"}.get(field), initial=False), "FIRST_NAME", role)
        if field == "bare" or field == "name":
            return people.full(r, person, how)
        if field == "full":
            return people.full(r, person, how, rev=False)
        if field == "rev":
            return people.full(r, person, how, rev=True)
        if field == "firsts":
            sep = r.choice((" ", ", ", " ", ","))
            return out.mark(sep.join(people.spell(r, name, how.first_case, how.accents) for name in person.firsts), "FIRST_NAME", role)
        if field == "initials":
            return people.initials(r, person)
        if field in ("signed", "firstinitial", "initiallast"):
            return {"signed": signatures.signed, "firstinitial": signatures.first_and_letter, "initiallast": signatures.letter_and_last}[field](r, person, how)
        if field in ("AB", "ab"):
            return signatures.two_letters(r, person, field == "AB")
        if field == "trigram":
            return signatures.trigram(r, person)
        if field == "initial":
            return out.mark(people.initials_of(r, person.first), "FIRST_NAME", role)
        if field == "nick":
            return out.mark(_nick(r, person.first), "FIRST_NAME", role)
        if field == "title":
            return out.text(people.title(r, person, how, bare=True))
        if field == "titled":
            return out.text(people.title(r, person, how) + " ").add(people.full(r, person, how))
        if field == "kin":
            return out.text(person.kin)
        if field == "his":
            vowel = person.kin[0] in "aeéiou"
            return out.text(("son " if person.sex == "M" or vowel else "sa ") + person.kin)
        if field == "job":
            key = "".join(sign for sign in who if not sign.isdigit())
            return out.add(self.text(r.choice(JOBS.get(key, JOBS["doc"])).replace("m.X", f"m.{who}")))
        if field == "rpps":
            return out.add(numbers.value(self._fact(person.facts, "rpps", lambda: numbers.rpps(r)), "RPPS"))
        if field == "adeli":
            return out.add(numbers.value(self._fact(person.facts, "adeli", lambda: numbers.adeli(r)), "AUTRE"))
        if field in ("phone", "mobile", "fax", "tel"):
            return out.mark(self._fact(person.facts, field, lambda: numbers.phone(r, "mobile" if field == "mobile" else "")), "PHONE_NUMBER", role)
        if field in ("ext", "dect", "poste", "bip"):
            return out.mark(numbers.extension(r), "PHONE_NUMBER", role)
        if field in ("mail", "email"):
            return out.mark(self._fact(person.facts, "mail", lambda: self._mail(person)), "EMAIL", role)
        if field == "addr":
            if who == "patient":
                return self._plain_slot("addr", "", "addr", None)
            return out.mark(self._fact(person.facts, "addr", lambda: places.street(r, self.lexicons, self.validation)), "ADDRESS", "Other")
        if field in ("zip", "city"):
            if who == "patient":
                return self._plain_slot(field, "", field, None)
            town = self._fact(person.facts, "town", lambda: self.home if r.random() < 0.4 else places.town(r, self.lexicons, self.validation, "Other"))
            return out.mark(town.postcode, "POSTAL_CODE", "Other") if field == "zip" else out.mark(places.town_text(r, town), "CITY", "Other")
        if field == "born":
            day = dates.random_day(r, date(1930, 1, 1), date(2020, 1, 1))
            return out.mark(dates.whole(r, day), "IDENTIFYING_DATE")
        if field == "age":
            return out.text(str(r.randint(20, 85) if role != "Patient" else self.age))
        if field == "sex":
            return out.text(person.sex)
        raise UnknownSlot(f"{who}.{field}")

    @staticmethod
    def _fact(facts: dict, key: str, make):
        if key not in facts:
            facts[key] = make()
        return facts[key]

    def _mail(self, person: Person) -> str:
        r = self.random
        plain = lambda text: "".join(sign for sign in fold(text).lower() if sign.isalnum() or sign == "-")
        f, l = plain(person.first), plain(person.last)
        local = r.choice((f"{f}.{l}", f"{f[0]}.{l}", f"{f[0]}{l}", f"{l}.{f}", f"{f}{l}", f"{f}_{l}", f"{l}{r.randint(1, 99)}", f"{f}.{l}{r.randint(50, 99)}", f"{l}-{f}", f"{f}{r.randint(1950, 2010)}"))
        if person.role == "Carer":
            local = local if r.random() < 0.8 else f"dr.{l}"
            box = r.choice(SECURE) if r.random() < 0.5 else self.place("hosp").domain
        else:
            box = r.choice(BOXES)
        text = f"{local}@{box}"
        return text.upper() if r.random() < 0.03 else text

    # -- places of care

    def place(self, who: str) -> places.Care:
        known = self.care.get(who)
        if known is None:
            town = self.hosp_town if who == "hosp" else None
            known = self.care[who] = places.care(self.random, self.lexicons, self.validation, CARE[who], town)
        return known

    def _care_slot(self, who: str, field: str, before: str | None) -> Marked:
        r, place, out = self.random, self.place("hosp" if who == "here" else who), Marked()
        facts, town = place.facts, place.town
        if not field:
            text = place.name
            article = place.article
            if place.acronym and r.random() < 0.04:
                text, article = place.acronym, "le" if article == "l'" else article
            if before:
                out.text(places.care_words(before, article))
            return out.mark(text, "HOSPITAL")
        if field == "addr":
            return out.mark(self._fact(facts, "addr", lambda: places.street(r, self.lexicons, self.validation)), "ADDRESS", "Hospital")
        if field == "zip":
            return out.mark(town.postcode, "POSTAL_CODE", "Hospital")
        if field == "city":
            return places.marked_town(r, town, before)
        if field == "cedex":
            zip_, cedex = town.postcode, r.random() < 0.5
            if cedex and r.random() < 0.6:
                zip_ = zip_[:2] + f"{r.randint(0, 99):02d}" + r.choice("0123456789")
            out.mark(zip_, "POSTAL_CODE", "Hospital").text(r.choice((" ", " ", " ", "  ", " - "))).mark(places.town_text(r, town, "upper" if r.random() < 0.6 else None), "CITY", "Hospital")
            return out.text(r.choice((" CEDEX", " Cedex", " cedex", f" CEDEX {r.randint(1, 20)}", f" Cedex {r.randint(1, 20)}", f" CEDEX {r.randint(1, 20):02d}"))) if cedex else out
        if field in ("phone", "tel", "fax"):
            return out.mark(self._fact(facts, field, lambda: numbers.phone(r, "hospital")) if r.random() < 0.5 else numbers.phone(r, "hospital"), "PHONE_NUMBER", "Hospital")
        if field in ("ext", "poste", "dect"):
            return out.mark(numbers.extension(r), "PHONE_NUMBER", "Hospital")
        if field in ("mail", "email"):
            return out.mark(r.choice(("secretariat", "sec", "accueil", "contact", "cardio", "imagerie", "onco", "urgences", "consult", "rdv", "labo", "anapath", "chir-digestive", "pneumo.secretariat", "hdj", "geriatrie", "service.social", "ssr", "admissions", "dim")) + r.choice(("", "", ".", "-")).replace(".", r.choice((".secretariat", ".1", ".sec"))).replace("-", r.choice(("-sec", "-2", "-rdv"))) + "@" + place.domain, "EMAIL", "Hospital")
        if field == "url":
            return out.mark(r.choice(("www.", "www.", "https://www.", "http://", "https://", "")) + place.domain + r.choice(("", "", "", "/", "/rdv", "/patients", "/resultats?id=" + numbers.digits(r, 6))), "URL")
        if field == "finess":
            return out.add(numbers.value(self._fact(facts, "finess", lambda: numbers.finess(r)), "FINESS"))
        if field == "country":
            return out.mark(r.choice(places.COUNTRIES + ("France",) * 30), "COUNTRY", "Hospital")
        if field == "acronym":
            return out.mark(place.acronym or place.name, "HOSPITAL")
        raise UnknownSlot(f"{who}.{field}")

    # -- everything else

    def _plain_slot(self, head: str, field: str, name: str, before: str | None) -> Marked:
        from .slots import SLOTS
        make = SLOTS.get(name) or SLOTS.get(head)
        if make:
            return make(self, field, before)
        if name in self.contents.units:
            return self.unit(name)
        if head in self.contents.units:
            return self.unit(head)
        raise UnknownSlot(name)


PLACED = {"city", "country", "place", "abroad", "home"}


def _with_article(before: str, marked: Marked) -> Marked:
    out = Marked()
    if not marked.pieces:
        return out
    first, mark = marked.pieces[0]
    if mark is None and first.startswith(("le ", "Le ")):
        first = "Le " + first[3:]
    elif mark is not None and before.lower() == "de":
        out.text("d'" if first.startswith(places.VOWELS) else "de ")
        out.pieces.extend(marked.pieces)
        return out
    word, rest = places.place_words(before, first)
    out.text(word)
    if rest:
        out.pieces.append([rest, mark])
    out.pieces.extend(marked.pieces[1:])
    return out


def _nick(random, first: str) -> str:
    short = first.split("-")[0].split(" ")[0]
    if "-" in first:
        parts = first.split("-")
        return random.choice((parts[0][:2] + parts[1][:2].lower(), short, first))
    if len(short) > 5:
        return random.choice((short[:3], short[:4], short[:3] + "o", short[:4] + "ou", short[:2].capitalize() * 1 + short[:2].lower(), short))
    return short
