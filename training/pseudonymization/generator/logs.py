"""Nurses' logs: dated lines signed by a first name, a surname or initials."""

from __future__ import annotations

from datetime import timedelta

from . import moments
from .text import Marked, joined

HANDS = ("nurse", "nurse2", "carer", "carer2", "carer3", "student", "intern", "physio")
JOBS = ("IDE ", "IDE ", "AS ", "ide ", "Ide ", "inf. ", "ESI ", "IDEC ", "ASH ", "kiné ", "IPDE ", "AP ", "EIDE ", "AMP ", "ASG ", "IDE de nuit ", "élève ")
BEFORE = ("{@} : ", "{@} - ", "{@}: ", "{@}\t", "({@}) ", "{@} – ", "{@} > ", "j{@} : ", "\\[{@}\\] ", "{@}. ", "{@}, ")
AFTER = (" ({@})", " ({@})", " ({@}).", ". {@}", " - {@}", " {@}", " / {@}", "\n{@}", " — {@}", ". signé {@}", " [{@}]".replace("[", "\\[").replace("]", "\\]"), " ; {@}", ". Transmis par {@}", " (fait par {@})", " //{@}", "\t{@}", " -> {@}", ", {@}")


def _hand(who: str, form: str) -> str:
    return "{" + who + "." + form + "}"


def log(scene, most: int = 14) -> Marked:
    r = scene.random
    head, form, side = r.choice(moments.LOG_HEADS), r.choice(("signed", "signed", "first", "first", "Last", "LAST", "FIRST", "initials", "firstinitial", "initiallast", "trigram")), r.choice(("before", "before", "after", "after", "after", "none"))
    joint = r.choice(BEFORE[:7]) if side == "before" else r.choice(AFTER)
    job = r.choice(JOBS) if r.random() < 0.25 else ""
    sign = r.choice((" ", " ", " : ", " - ", ": ", "\t", " | ", "  "))
    hands = r.sample(HANDS, r.randint(2, 5))
    day = scene.date_in + timedelta(days=r.randint(0, 3))
    lines = []
    if r.random() < 0.3:
        lines.append(scene.text(r.choice(("Transmissions", "TRANSMISSIONS", "Suivi infirmier - {patient.bare}", "Cahier de liaison", "Transmissions ciblées {patient.LAST} ch {num:1-60}", "SUIVI IDE", "Feuille de liaison HAD", "Notes de nuit", "Relevé du {date.in} au {date.out}"))))
    for _ in range(r.randint(3, most)):
        who = r.choice(hands)
        shown = joint.replace("{@}", job + _hand(who, form if r.random() < 0.9 else "signed")) if side != "none" or r.random() < 0.2 else ""
        line = moments.log_head(r, head if r.random() < 0.93 else r.choice(moments.LOG_HEADS), day).text(sign)
        if side == "before":
            line.add(scene.text(shown.lstrip("j")))
        name = r.choice(("log", "log", "log", "log", "log", "log", "nursing", "nursing", "clinical.short")) if scene.clinical else "log"
        line.add(scene.unit(name))
        if side != "before" and shown:
            line.add(scene.text(shown))
        lines.append(line)
        day += timedelta(days=r.choice((0, 0, 1, 1, 1, 2, 3)))
    if r.random() < 0.2:
        lines.reverse()
    return joined(lines, "\n" if r.random() < 0.9 else "\n\n")


def roster(scene) -> Marked:
    """Who was there, by shift."""
    r = scene.random
    form = r.choice(("first", "signed", "FIRST", "Last", "firstinitial"))
    shifts = r.choice((("Matin", "Après-midi", "Nuit"), ("M", "S", "N"), ("Jour", "Nuit"), ("Équipe A", "Équipe B"), ("IDE", "AS", "ASH"), ("Bloc", "SSPI")))
    hands = list(HANDS)
    r.shuffle(hands)
    return joined([Marked().text(label + r.choice((" : ", ": ", " - ", "\t"))).add(joined([scene.text(_hand(who, form)) for who in hands[2 * place:2 * place + 2]], r.choice((", ", " / ", " et ", " + ")))) for place, label in enumerate(shifts)], r.choice(("\n", "\n", " ; ", " | ")))
