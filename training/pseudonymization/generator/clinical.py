"""Clinical text of published cases (brat folder), with the identities of a scene put into it or none."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from . import places
from .text import Marked

MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
YEAR = r"(?:19[3-9]\d|20[0-2]\d)"
# What the cases themselves hold; the order says which wins.
FOUND = re.compile(
    rf"(?P<date>\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{YEAR}|\d\d)\b(?![/.]\d)|\b(?:\d{{1,2}}(?:er)? )?(?:{MONTH})(?: de | ?[/-] ?| ){YEAR}\b|\b\d{{1,2}}(?:er)? (?:{MONTH})\b|\b\d{{1,2}}[/-]{YEAR}\b(?![/-])|\b{YEAR} ?[-–] ?{YEAR}\b)"
    rf"|(?P<month>(?:(?<=\b[EeDd][nu] )|(?<=\b[Ff]in )|(?<=\b[Ee]ntre )|(?<=\b[Dd]ébut )|(?<=\bmois de )|(?<=\bmois d')|(?<=\bjusqu'en )|(?<=\b[Dd]e ))(?:{MONTH})\b)"
    rf"|(?P<law>(?<=\bOMS )(?:\()?{YEAR}|(?<=WHO ){YEAR})"
    rf"|(?P<year>(?:(?<![\d/,.-])|(?<=mi-)){YEAR}(?!\d|[/,.-]\d|[-%]| ?(?:mg|ml|g|UI|U|kcal|cc|mm|leuco|/|µ|cellules|x|plaq)))"
    rf"|(?P<family>\b(?i:mariée?|célibataire|veuf|veuve|divorcée?)\b)"
    rf"|(?P<job>\b(?i:retraitée?|sans emploi|au chômage|étudiante?|agriculteur|agricultrice|femme au foyer|maçon|cuisini(?:er|ère)|ingénieur|menuisier|électricien(?:ne)?|mécanicien|chauffeur|ouvri(?:er|ère)(?: agricole| du bâtiment)?|employée? (?:de bureau|administrati(?:f|ve))|enseignante?|avocate?|éleveur|soudeur|serveu(?:r|se)|coiffeu(?:r|se))\b)",
)
# A stain is no journey: "rouge Congo".
COUNTRY_AT = re.compile(r"(?<!\b[Rr]ouge )\b(?:" + "|".join(sorted((re.escape(name) for name in places.COUNTRIES if name not in ("Maurice", "Niger")), key=len, reverse=True)) + r"|République dominicaine|Équateur|Equateur|Bolivie|Paraguay|Venezuela|Honduras|Nicaragua|Guinée équatoriale|Swaziland|Perou|Bresil|France)\b")
# A sentence with any of these may name a real place or person: it is left out.
DOUBTFUL = re.compile(r"\b(?:Hospital|[Hh]ôpital (?:\w+ ){0,2}[A-Z]\w*|[Cc]entre (?:\w+ ){0,3}(?:de |d'|du )[A-Z]\w*|Universit\w+|[Cc]linique (?:de |d')?[A-Z]\w*|Clínica|CHU|San |Santa |Virgen|Madrid|Barcelone|Séville|Salamanque|Navarr\w|Valdecilla|Canaries|Dublin|Londres|New York|Malaga|Mainz|Managua|Vancouver|Texas|Oregon|Guadalajara|Vitoria|Galice|Andalousie|Catalogne|Valence|Europe|Afrique|Asie|Amérique|nationalité|originaire|résident?e?|hôpital universitaire|de profession|travaill\w+ (?:comme|dans|en)|institutrice|professeur|militaire|université|Institut catalan|Dana Farber|Princesa|Jaén|origine (?:marocaine|espagnole|roumaine|équatorienne|colombienne|péruvienne|bolivienne|chinoise|africaine|latino)|Dr|Docteur|Pr|Drs|Gregorio|Ulla|Sarria|Valdivia|Santander|Milan|Paris|Massachusetts|Jersey|Mbabane|Wolhusen|Curie|Memorial|colombien|marocain|équatorien|roumain|bolivien|péruvien|chinois|espagnol)e?s?\b")
PATIENT = re.compile(r"\b(?:[Ll]e patient|[Ll]a patiente|[Ll]e malade|[Ll]a malade|[Nn]otre patiente?)\b(?! (?:est|était) un)")
PERSON_AGE = re.compile(r"\b(?:[Hh]omme|[Ff]emme|[Pp]atiente?) (?:âgée? )?de \d{1,3} ans\b")
DONE = re.compile(r"\b(?:a été|ont été|est|fut) (?:réalisée?s?|effectuée?s?|pratiquée?s?|hospitalisée?s?|admise?s?|opérée?s?|adressée?s?|orientée?s?|transférée?s?|mise en place|évaluée?s?|instaurée?s?)\b(?! (?:par|à|au|chez|le|en|dans|pour la))")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÉÈÀ])")
AFTER_DONE = (" le {date}", " le {date.num}", " en {date.month}", " par {doc2}", " par {doc}", " par {doc.title} {doc.last} le {date}", " {à hosp2}", " le {date.short}", " en {date.year}", " ({doc3})", " {à hosp}", " le {weekday} {date.long}", " ({doc.initials})", " par {intern} et {doc4}")
AFTER_AGE = (", {family},", ", {job},", ", {m:né|née} le {dob},", " ({patient.initials})", " ({dob.num})", ", originaire {de country.birth},", ", {patient},", ", habitant {à city},", ", {family}, {job},", ", adressé{m:|e} par {gp},", ", suivi{m:|e} {à hosp2} par {spec},", ", IPP {ipp},")


def held_out_case(stem: str) -> bool:
    """One case in ten is seen by the validation split only."""
    return zlib.crc32(stem.encode()) % 10 == 0


class Clinical:
    def __init__(self, folder: Path):
        self.cases: dict[bool, list[list[str]]] = {False: [], True: []}
        for path in sorted(folder.glob("*/*.txt")):
            paragraphs = []
            for paragraph in path.read_text(encoding="utf-8").splitlines():
                kept = [sentence for sentence in SENTENCE.split(paragraph.strip()) if sentence and not DOUBTFUL.search(sentence)]
                if kept:
                    paragraphs.append(" ".join(kept))
            if paragraphs:
                self.cases[held_out_case(path.stem)].append(paragraphs)
        self.cases = {side: self.cases[side] or self.cases[not side] for side in (False, True)}

    def case(self, scene) -> list[str]:
        known = scene.facts.get("case")
        if known is None:
            known = scene.facts["case"] = list(scene.random.choice(self.cases[scene.validation]))
        return known

    def paragraph(self, scene, short: bool = False) -> Marked:
        paragraphs = self.case(scene)
        place = scene.facts.get("case_at", 0)
        scene.facts["case_at"] = place + 1
        source = paragraphs[place % len(paragraphs)]
        for step in range(4):  # not the title of a section
            if len(source) > 40:
                break
            source = paragraphs[(place + step + 1) % len(paragraphs)]
        if short:
            sentences = SENTENCE.split(source)
            start = int(scene.random.random() * len(sentences))
            source = " ".join(sentences[start:start + scene.random.choice((1, 2))])
        return self.with_identities(scene, source, 0.25)

    def body(self, scene, rate: float, most: int) -> list[Marked]:
        """Successive paragraphs of one case; rate 0 leaves the text as it is, marks of its own dates apart."""
        paragraphs = self.case(scene)
        start = 0 if len(paragraphs) <= most or scene.random.random() < 0.5 else scene.random.randint(0, len(paragraphs) - most)
        return [self.with_identities(scene, paragraph, rate) for paragraph in paragraphs[start:start + most]]

    def with_identities(self, scene, source: str, rate: float) -> Marked:
        """Puts mentions where a report would have them, and marks what the text already held."""
        random, cuts = scene.random, []
        if rate:
            for pattern, forms, chance in ((PATIENT, None, rate), (PERSON_AGE, AFTER_AGE, rate * 1.5), (DONE, AFTER_DONE, rate * 0.7)):
                for found in pattern.finditer(source):
                    if random.random() < chance:
                        cuts.append((found.start() if forms is None else found.end(), found.end(), forms))
        out, place = Marked(), 0
        for start, end, forms in sorted(cuts, key=lambda cut: cut[0]):
            if start < place:
                continue
            self._marked(source[place:start], out)
            if forms is None:
                out.add(_patient(scene, source[start].isupper()))
            else:
                out.add(scene.text(random.choice(forms)))
            place = end
        self._marked(source[place:], out)
        return out

    @staticmethod
    def _marked(source: str, out: Marked) -> None:
        place = 0
        for found in sorted((*FOUND.finditer(source), *COUNTRY_AT.finditer(source)), key=lambda match: match.start()):
            if found.start() < place:
                continue
            out.text(source[place:found.start()])
            kind = found.lastgroup
            if kind is None:
                out.mark(found.group(), "COUNTRY", "Patient")
            else:
                text = found.group().lstrip("(")
                out.text(found.group()[:len(found.group()) - len(text)])
                out.mark(text, {"law": "UNIDENTIFYING_DATE", "family": "FAMILY_STATUS", "job": "PATIENT_SOCIAL_IDENTITY"}.get(kind, "IDENTIFYING_DATE"))
            place = found.end()
        out.text(source[place:])


def _patient(scene, capital: bool) -> Marked:
    marked = scene.slot("patient")
    if capital and marked.pieces and marked.pieces[0][1] is None:
        first = marked.pieces[0][0]
        marked.pieces[0][0] = first[:1].upper() + first[1:]
    return marked
