"""`python -m generator --seed 1 --count 20000 --lexicons … --clinical … --out train.jsonl`"""

from __future__ import annotations

import argparse
import json
import random
import sys
from multiprocessing import get_context
from pathlib import Path

from .clinical import Clinical
from .compose import SAID, document
from .contents import Contents
from .lexicons import Lexicons, fold
from .scene import Scene, UnknownSlot
from .text import spans

_WORLD: tuple | None = None


def load(lexicons: Path, clinical: Path | None) -> None:
    global _WORLD
    _WORLD = (Lexicons(lexicons), Contents(), Clinical(clinical) if clinical else None)


def make(seed: int, number: int, share: float) -> dict:
    """One report; the same seed and number give the same report."""
    lexicons, contents, clinical = _WORLD
    chance = random.Random(f"{seed}:{number}")
    validation = chance.random() < share
    scene = Scene(chance, lexicons, contents, validation, clinical)
    text, found = spans(document(scene))
    kind, loinc = SAID.get(scene.facts["kind"], (scene.facts["kind"], None))
    row = {"id": f"g{seed}-{number:06d}", "documents": [{"docId": f"g{seed}-{number:06d}-1", "type": kind, "text": text, "spans": found}], "split": "validation" if validation else "train"}
    if chance.random() < 0.6:
        row["identity"] = identity(scene)
    return row


def identity(scene: Scene) -> dict:
    patient, facts = scene.people["patient"], scene.facts
    upper = lambda name: fold(name).upper()
    body, key = facts.get("nir", ("", ""))
    made = {
        "lastName": upper(patient.last), "birthName": upper(patient.birth or patient.last), "firstNames": [upper(name) for name in patient.firsts], "sex": patient.sex, "birthDate": scene.born.isoformat(),
        "address": {"line": facts.get("addr", ""), "postalCode": scene.home.postcode, "city": upper(scene.home.name)}, "phone": patient.facts.get("phone", ""), "email": patient.facts.get("mail", ""), "ipp": facts.get("IPP", ""), "nda": facts.get("NDA", ""), "nir": body, "nirKey": key,
    }
    return {name: value for name, value in made.items() if value}


def _line(task: tuple[int, int, float]) -> str:
    return json.dumps(make(*task), ensure_ascii=False)


def marked(row: dict) -> str:
    """The report as the guide's marked text, to be read by eye."""
    out = []
    for doc in row["documents"]:
        text, place = doc["text"], 0
        for span in doc["spans"]:
            tag = " ".join(filter(None, (span["category"], span["role"], span["kind"] and "kind=" + span["kind"])))
            out.append(f"{text[place:span['start']]}<{tag}>{text[span['start']:span['end']]}</>")
            place = span["end"]
        out.append(text[place:])
    return "".join(out)


def check(quiet: bool = False) -> int:
    """Every template is parsed and rendered some times; faults are told by file and place."""
    contents = _WORLD[1]
    faults = list(contents.faults)
    trees = [(name, tree) for name, group in contents.units.items() for tree in group] + [(kind, tree) for kind, tree in contents.reports]
    from .lang import render
    for number, (_, tree) in enumerate(trees):
        for turn in range(6):
            scene = Scene(random.Random(f"check:{number}:{turn}"), _WORLD[0], contents, False, _WORLD[2])
            try:
                render(tree, scene)
            except (UnknownSlot, KeyError, ValueError, IndexError) as fault:
                faults.append(f"{contents.sources.get(id(tree))}: {type(fault).__name__} {fault}")
                break
    if faults or not quiet:
        print("\n".join(dict.fromkeys(faults)) or f"{len(trees)} templates, no fault")
    return 1 if faults else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="generator", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--start", type=int, default=0, help="number of the first report")
    parser.add_argument("--lexicons", type=Path, required=True)
    parser.add_argument("--clinical", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--validation", type=float, default=0.05, help="share of reports with names kept for validation")
    parser.add_argument("--show", action="store_true", help="print the reports as marked text")
    parser.add_argument("--check", action="store_true", help="render every template and tell faults")
    options = parser.parse_args()
    for folder in (options.lexicons, options.clinical):
        if folder and not folder.is_dir():
            print(f"missing folder: {folder}", file=sys.stderr)
            return 2
    load(options.lexicons, options.clinical)
    if options.check:
        return check()
    tasks = [(options.seed, number, options.validation) for number in range(options.start, options.start + options.count)]
    if options.show:
        for task in tasks:
            print(marked(make(*task)), "\n" + "#" * 100)
        return 0
    if not options.out:
        parser.error("--out is required")
    with open(options.out, "w", encoding="utf-8") as file:
        if options.workers > 1:
            with get_context("fork").Pool(options.workers) as pool:
                file.writelines(line + "\n" for line in pool.imap(_line, tasks, chunksize=64))
        else:
            file.writelines(_line(task) + "\n" for task in tasks)
    return 0


if __name__ == "__main__":
    sys.exit(main())
