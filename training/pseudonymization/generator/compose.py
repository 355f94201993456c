"""Whole reports: letterhead, identity, body, signature, copies and foot, put together from the alternatives at hand."""

from __future__ import annotations

import re

from . import exports, logs, noise, screens
from .scene import Scene
from .text import Marked, joined, strip

SECTIONS = {
    "CRH": ("history", "social", "story", "exam", "lab", "imaging", "course", "plan"), "CRO": ("history", "operation", "operation", "course", "plan"), "IMG": ("imaging", "imaging", "trap"), "BIO": ("lab", "lab"), "ANAPATH": ("pathology", "pathology"),
    "URG": ("emergency", "history", "social", "exam", "lab", "plan"), "IDE": ("nursing", "nursing", "nursing", "phone_call"), "RCP": ("history", "story", "team", "plan"), "LETTRE": ("history", "story", "social", "exam", "plan", "family"), "PSY": ("psychiatry", "social", "family", "course"),
    "PED": ("pediatrics", "family", "exam", "plan"), "OBS": ("obstetrics", "history", "course"), "SOCIAL": ("social", "family", "admin", "phone_call", "transport"), "SSR": ("social", "history", "course", "nursing", "plan"), "ADMIN": ("admin", "transport", "phone_call"),
}
TITLES = {
    "history": ("Antécédents", "ANTÉCÉDENTS", "ATCD", "Antécédents personnels", "ATCD :", "Antécédents médico-chirurgicaux :", "Terrain"), "social": ("Mode de vie", "MODE DE VIE", "Contexte social", "Situation socio-familiale", "Contexte de vie :", "Environnement social"), "story": ("Histoire de la maladie", "HISTOIRE DE LA MALADIE", "HDM", "HDM :", "Anamnèse", "Rappel de l'histoire"),
    "exam": ("Examen clinique", "EXAMEN CLINIQUE", "Examen :", "À l'examen", "Clinique"), "lab": ("Biologie", "BIOLOGIE", "Examens biologiques", "Bilan bio :"), "imaging": ("Imagerie", "Résultats", "RÉSULTATS", "Technique", "Examens complémentaires", "Description"), "course": ("Évolution", "ÉVOLUTION DANS LE SERVICE", "Évolution :", "Suites", "Évolution clinique"),
    "plan": ("Conclusion", "CONCLUSION", "Au total", "Conduite à tenir", "CAT :", "Projet thérapeutique", "Suites à donner"), "operation": ("Compte rendu opératoire", "INTERVENTION", "Technique opératoire", "Description de l'intervention"), "family": ("Antécédents familiaux", "ATCD familiaux :", "Famille"), "nursing": ("Transmissions", "TRANSMISSIONS CIBLÉES", "Soins", "Suivi infirmier"),
    "pathology": ("Macroscopie", "Microscopie", "CONCLUSION", "Renseignements cliniques"), "emergency": ("Motif", "Motif de recours", "Accueil IAO", "Circonstances"), "team": ("Participants", "Présents", "Discussion"), "psychiatry": ("Entretien", "Biographie", "Motif d'hospitalisation"), "phone_call": ("Appel téléphonique", "Contact"), "admin": ("Administratif", "Divers"), "transport": ("Transport", "Sortie"),
}
SAID = {"CRH": ("CRH", "34112-3"), "CRO": ("CRO", "34874-8"), "IMG": ("CRI", "18748-4"), "BIO": ("BIO", "11502-2"), "ANAPATH": ("ANAPATH", "11526-1"), "URG": ("CRU", "34111-5"), "IDE": ("TRANSMISSIONS", "34746-8"), "RCP": ("RCP", "85232-0"), "LETTRE": ("LETTRE", "11488-4")}


LOGGED = {"IDE", "SSR", "PSY", "SOCIAL", "OBS"}
LONG = ("CRH", "URG", "SSR", "PSY", "SOCIAL", "RCP", "LETTRE", "IDE")
MADE = (logs.log, logs.log, logs.roster, exports.rows, exports.rows, exports.keys, exports.antibiogram, exports.vitals, exports.vitals, exports.doctor_columns)


def part(scene: Scene, name: str) -> Marked | None:
    if name not in scene.contents.units:
        return None
    marked = strip(scene.unit(name))
    return marked if marked.pieces else None


def head(scene: Scene) -> Marked | None:
    draw = scene.random.random()
    if draw < 0.3:
        return screens.screen(scene)
    if draw < 0.37:
        return screens.column_table(scene)
    if draw < 0.41:
        return screens.flat_columns(scene)
    return part(scene, "head")


def letterhead(scene: Scene) -> Marked | None:
    r = scene.random
    draw = r.random()
    if draw < 0.04:
        return exports.doctor_columns(scene)
    if draw < 0.2:
        return (part(scene, "team_list") if draw < 0.08 else None) or screens.team(scene)
    made = part(scene, "letterhead") if draw < 0.95 else None
    if made and draw < 0.34:
        return screens.beside(scene, screens.team(scene), made) if r.random() < 0.7 else joined([made, screens.team(scene)], "\n")
    if made and draw < 0.42:
        window = part(scene, "address_window") or part(scene, "head")
        return screens.beside(scene, made, window) if window else made
    return made


def extras(scene: Scene) -> Marked:
    if scene.random.random() < 0.4:
        made = part(scene, scene.random.choice(("table", "form", "team_list")))
        if made:
            return made
    return scene.random.choice((screens.lab_table, screens.lab_table, screens.drug_table, screens.timeline, screens.appointments, screens.worklist, screens.team, screens.screen, screens.column_table, *MADE))(scene)


def sections(scene: Scene, kind: str) -> list[Marked]:
    r, out = scene.random, []
    titled, sign = r.random() < 0.7, r.choice(("\n", "\n", " : ", ": ", " - ", "\n\n"))
    for name in SECTIONS[kind]:
        if name not in scene.contents.units or r.random() < 0.2:
            continue
        body = Marked()
        for number in range(r.choice(scene.facts["length"])):
            if number:
                body.text(r.choice((" ", " ", " ", "\n")))
            draw = r.random()
            other = "clinical.short" if draw < 0.25 else "trap" if draw < 0.33 and "trap" in scene.contents.units else name
            body.add(strip(scene.unit(other)))
            if draw > 0.955:
                body.text(" ").add(scene.slot("wordtrap"))
        if titled:
            body = Marked().text(r.choice(TITLES.get(name, ("Commentaire",))).rstrip(" :") + sign).add(body)
        out.append(body)
        if r.random() < 0.09:
            out.append(extras(scene))
    return out


def body(scene: Scene) -> list[Marked]:
    r = scene.random
    if r.random() < 0.38 and scene.clinical:
        rate = 0.0 if r.random() < 0.15 else r.choice((0.1, 0.25, 0.5))
        made = scene.clinical.body(scene, rate, r.choice((2, 3, 4, 6, 8, 12)))
        if rate:
            names = [name for name in ("social", "history", "course", "plan", "team", "phone_call", "nursing", "family") if name in scene.contents.units]
            for _ in range(r.choice((0, 1, 2, 3))):
                made.insert(r.randint(0, len(made)), scene.put(r.choice(names), 1, 2))
        return made
    if scene.facts["kind"] in LOGGED and r.random() < 0.45:
        made = [logs.log(scene, r.choice((6, 12, 20)))]
        return sections(scene, scene.facts["kind"])[:r.choice((0, 1, 2))] + made
    return sections(scene, scene.facts["kind"])


def report(scene: Scene) -> Marked:
    """The report before noise."""
    r = scene.random
    if scene.contents.reports and r.random() < min(0.45, len(scene.contents.reports) / 400):
        kind, tree = r.choice(scene.contents.reports)
        scene.facts["kind"] = kind
        from .lang import render
        return strip(render(tree, scene))
    scene.facts["kind"] = kind = r.choice(tuple(SECTIONS))
    scene.facts["length"] = r.choice(((1, 1, 2), (1, 2, 3, 4), (2, 4, 6), (4, 6, 8), (6, 9, 12), (6, 9, 12)))
    draw = r.random()
    if draw < 0.05 and scene.clinical:  # clinical text with no identity around it
        return joined(scene.clinical.body(scene, 0.0, r.choice((3, 5, 8))), "\n")
    if draw < 0.12:  # a note, no head nor foot
        return joined(sections(scene, kind)[:2] or [extras(scene)], "\n")
    if draw < 0.135:  # rows and logs alone
        return joined([r.choice((*MADE, logs.log))(scene) for _ in range(r.choice((1, 1, 2, 3)))], r.choice(("\n", "\n\n")))
    parts = [letterhead(scene) if r.random() < 0.75 else None, head(scene) if r.random() < 0.75 else None, part(scene, "address_window") if r.random() < 0.35 else None, part(scene, "subject") if r.random() < 0.4 else None, part(scene, "opening") if r.random() < 0.5 else None]
    if r.random() < 0.12:
        r.shuffle(parts)
    parts += body(scene)
    if r.random() < 0.17:  # the long report of a long stay
        for other in r.sample(LONG, r.choice((2, 3, 4))):
            parts += sections(scene, other)
        parts.append(extras(scene))
    if r.random() < 0.25:
        parts.append(extras(scene))
    parts += [part(scene, "signoff") if r.random() < 0.8 else None, part(scene, "copies") if r.random() < 0.4 else None, part(scene, "footer") if r.random() < 0.4 else None]
    return joined([made for made in parts if made is not None and made.pieces], r.choice(("\n", "\n\n", "\n\n", "\n\n", "\n\n\n")))


SEASON = re.compile(r"(?:été|hiver|printemps|automne|Noël|Pâques|Toussaint) (?:de )?$", re.I)


WORDS = (("de le D", "du D"), ("de le P", "du P"), ("à le D", "au D"), ("à le P", "au P"), ("de Le D", "du D"), ("de Le P", "du P"), ("le le D", "le D"), ("le le P", "le P"), ("Le le D", "Le D"), ("Dr le Dr", "Dr"), (",,", ","))


def tidy(marked: Marked) -> Marked:
    """`été <2019>` becomes `<été 2019>`; `de le Dr` becomes `du Dr`."""
    for piece in marked.pieces:
        if piece[1] is None:
            for old, new in WORDS:
                piece[0] = piece[0].replace(old, new)
    for before, piece in zip(marked.pieces, marked.pieces[1:]):
        if piece[1] is not None and before[1] is None and piece[1].category.endswith("IDENTIFYING_DATE") and piece[0].isdigit() and len(piece[0]) == 4:
            found = SEASON.search(before[0])
            if found:
                before[0], piece[0] = before[0][:found.start()], found.group() + piece[0]
    return marked


def document(scene: Scene) -> Marked:
    made = tidy(report(scene))

    def footers() -> list[Marked]:
        one = part(scene, "footer") or Marked().text("Page 1/2")
        return [Marked([list(piece) for piece in one.pieces]) if scene.random.random() < 0.6 else part(scene, "footer") or one for _ in range(3)]
    return noise.apply(scene.random, made, footers)
