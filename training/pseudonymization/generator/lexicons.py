"""Word lists read from the folder of lexicons, each parted into names for training and names kept for validation."""

from __future__ import annotations

import csv
import re
import unicodedata
import zlib
from pathlib import Path

from . import frequent, wordy
from .invented import Syllables

HELD_OUT = 10


def fold(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def held_out(name: str) -> bool:
    """One name in ten, the same for all its spellings, is seen by the validation split only."""
    key = "".join(sign for sign in fold(name).lower() if sign.isalpha())
    return zlib.crc32(key.encode()) % HELD_OUT == 0


def capitalized(name: str) -> str:
    """`LE GOFF-MARTIN` → `Le Goff-Martin`, `D'ARGENVAL` → `D'Argenval`."""
    result, start = [], True
    for sign in name:
        result.append(sign.upper() if start else sign.lower())
        start = sign in " -'’"
    return "".join(result)


class Pool:
    """Frequent names drawn by rank, rare ones evenly."""

    def __init__(self, frequent_names: list[str], rare: list[str]):
        self.frequent, self.rare = frequent_names or rare[:1], rare or frequent_names[:1]

    def pick(self, random, share: float) -> str:
        if random.random() < share:
            return self.frequent[int(len(self.frequent) * random.random() ** 1.7)]
        return self.rare[int(len(self.rare) * random.random())]


def pools(frequent_names: list[str], rare: list[str]) -> dict[bool, Pool]:
    return {side: Pool([n for n in frequent_names if held_out(n) == side], [n for n in rare if held_out(n) == side]) for side in (False, True)}


class Lexicons:
    """`pool[validation]` for each list; towns are (name, upper-case routing label, postcode)."""

    def __init__(self, folder: Path):
        names = folder / "insee-names"
        surnames = [line.strip() for line in _lines(names / "noms_insee_2008.txt")]
        firsts = [line.strip() for line in _lines(names / "prenoms_insee_nat2021.csv")]
        surnames = [name for name in surnames if len(name) > 2]
        firsts = [name for name in firsts if len(name) > 2 and not name.startswith("_")]
        men, women = frequent.first_names(frequent.MEN), frequent.first_names(frequent.WOMEN)
        accents = {fold(name).upper(): name for name in men + women + frequent.last_names()}
        known_men, known_women = ({fold(name).upper() for name in group} for group in (men, women))
        rare_women = [accents.get(name, capitalized(name)) for name in firsts if _feminine(name) and name not in known_men]
        rare_men = [accents.get(name, capitalized(name)) for name in firsts if not _feminine(name) and name not in known_women]
        self.last = pools(frequent.last_names(), [accents.get(name, capitalized(name)) for name in surnames])
        self.wordy = {side: [name for name in wordy.SURNAMES if held_out(name) == side] for side in (False, True)}
        self.first = {"M": pools(men, rare_men), "F": pools(women, rare_women)}
        self.syllables = {side: Syllables([name for name in surnames if held_out(name) == side or side]) for side in (False, True)}
        self.towns = self._towns(folder / "insee-communes-laposte")
        self.hospitals = self._hospitals(folder / "sae-hospitals" / "ID_2023r.csv")
        self.drugs = self._drugs(folder / "bdpm" / "CIS_bdpm.txt")

    @staticmethod
    def _towns(folder: Path) -> dict[bool, list[tuple[str, str, str]]]:
        with open(folder / "insee" / "v_commune_2024.csv", encoding="utf-8") as file:
            proper = {row["COM"]: row["LIBELLE"].replace(" Arrondissement", "") for row in csv.DictReader(file) if row["TYPECOM"] in ("COM", "ARM")}
        towns: dict[bool, list[tuple[str, str, str]]] = {False: [], True: []}
        with open(folder / "cities" / "cities.csv", encoding="latin-1") as file:
            for row in list(csv.reader(file, delimiter=";"))[1:]:
                name = proper.get(row[0]) or capitalized(row[1])
                towns[held_out(name)].append((name, row[3] or row[1], row[2].zfill(5)))
        return _both(towns)

    @staticmethod
    def _hospitals(path: Path) -> dict[bool, list[tuple[str, str, str]]]:
        """(name, town, postcode)."""
        found: dict[bool, list[tuple[str, str, str]]] = {False: [], True: []}
        with open(path, encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter=";"):
                if len(row["rs"]) > 6:
                    found[held_out(row["rs"])].append((row["rs"], re.split(r" CEDEX\b", row["LIBCOM"] or row["NOMCOM"])[0], row["CPO"]))
        return _both(found)

    @staticmethod
    def _drugs(path: Path) -> list[str]:
        drugs = set()
        for line in _lines(path):
            word = line.split("\t")[1].split(",")[0].split(" ")[0] if "\t" in line else ""
            if len(word) > 3 and word.isalpha():
                drugs.add(word)
        return sorted(drugs)


def _both(parts: dict[bool, list]) -> dict[bool, list]:
    """A list too short to be parted serves both sides."""
    return {side: parts[side] or parts[not side] for side in (False, True)}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _feminine(name: str) -> bool:
    return name.endswith(("A", "E", "IA", "INE", "ETTE", "ELLE", "AH", "ISS", "LYS")) and not name.endswith(("LUCA", "MUSTAPHA", "ENZA", "PHE", "DRE", "TRE", "GE", "RRE", "QUE", "IME", "OME", "TOINE"))
