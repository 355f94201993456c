"""Reads the templates and lists of ../content once, as trees by section."""

from __future__ import annotations

from pathlib import Path

from .lang import TemplateError, parse

FOLDER = Path(__file__).resolve().parent.parent / "content"


class Contents:
    """`units[name]` is the trees of a section, part or list; `reports` the whole reports as (type, tree)."""

    def __init__(self, folder: Path = FOLDER):
        self.units: dict[str, list[tuple]] = {}
        self.reports: list[tuple[str, tuple]] = []
        self.faults: list[str] = []
        self.sources: dict[int, str] = {}
        for path in sorted(folder.glob("sentences/*.txt")) + sorted(folder.glob("lists/*.txt")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if line.strip() and not line.startswith("# "):
                    self._keep(path.name.split(".")[0], line.strip(), f"{path.parent.name}/{path.name}:{number}")
        for path in sorted(folder.glob("blocks/*.txt")):
            for number, unit in enumerate(_units(path), 1):
                self._keep(path.name.split(".")[0], unit, f"blocks/{path.name} unit {number}")
        for path in sorted(folder.glob("reports/*.txt")):
            for number, unit in enumerate(_units(path), 1):
                kind = "CR"
                if unit.startswith("@type "):
                    kind, _, unit = unit[6:].partition("\n")
                tree = self._parse(unit, f"reports/{path.name} unit {number}")
                if tree:
                    self.reports.append((kind.strip(), tree))

    def _keep(self, name: str, source: str, where: str) -> None:
        tree = self._parse(source, where)
        if tree:
            self.units.setdefault(name, []).append(tree)

    def _parse(self, source: str, where: str) -> tuple | None:
        try:
            tree = parse(source)
        except TemplateError as fault:
            self.faults.append(f"{where}: {fault}")
            return None
        self.sources[id(tree)] = where
        return tree


def _units(path: Path) -> list[str]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]
    return [unit.strip("\n") for unit in "\n".join(lines).split("\n===") if unit.strip()]
