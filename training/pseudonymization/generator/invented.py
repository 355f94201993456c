"""Invented names: a walk over the letters of known surnames, and syllables of several tongues."""

from __future__ import annotations

from collections import defaultdict

TONGUES = (
    (("ka", "ko", "ma", "mu", "ndi", "nga", "tshi", "lu", "ba", "ki", "bo", "ye", "wa", "so", "nko", "mbe"), ("", "", "la", "ndo", "ngo", "mba", "ye", "ssa", "ka"), ("", "", "i", "u", "di")),
    (("Be", "Bou", "Ha", "Kha", "Za", "Ma", "Me", "Sa", "Ra", "Ou", "Ta", "La", "Dja", "Gha"), ("ch", "dd", "r", "ll", "m", "n", "z", "ss", "bd", "hm", "kr", "rb"), ("aoui", "ani", "ane", "i", "ouf", "iri", "adi", "oune", "ar", "ik")),
    (("Ko", "Sta", "Wo", "Ma", "Pe", "Bo", "Ra", "Go", "Za", "Ja", "Kra", "Vla"), ("r", "l", "n", "w", "ch", "d", "sz", "b"), ("ski", "wicz", "ov", "enko", "ova", "czyk", "ic", "escu", "ak", "uk")),
    (("Ma", "Ro", "Fe", "Gi", "Ca", "Pa", "Al", "Ve", "Be", "Sal", "Mon"), ("r", "nt", "ll", "st", "v", "c", "rr", "nd"), ("ini", "elli", "etti", "ares", "eira", "osa", "edo", "ucci", "ez", "ino")),
    (("Ra", "An", "Ran", "Ra", "An"), ("driana", "kotoma", "zafin", "solo", "jaona", "mana", "tsima"), ("rivo", "nana", "lala", "haja", "ntsoa", "toa", "solo")),
    (("Su", "Ra", "Tha", "Ka", "Pra", "Siva", "Vi", "Mu"), ("ga", "ja", "na", "ra", "la", "nda", "tha"), ("rajah", "lingam", "than", "pathy", "mani", "ran", "singham")),
    (("Van", "De", "Vander", "Ver"), ("mee", "broe", "hoe", "cau", "stee", "bul", "kerck"), ("ck", "rsch", "ven", "ne", "hove", "ghe", "r")),
    (("Ker", "Tre", "Pen", "Plou", "Gui", "Le Ber", "Gou"), ("gu", "m", "v", "l", "sc", "r", "h"), ("en", "ec", "ou", "arec", "idou", "azen", "oan")),
)


class Syllables:
    """Order-three walk over letters; the result may be a real name by chance."""

    def __init__(self, names: list[str], most: int = 40000):
        self.next: dict[str, list[str]] = defaultdict(list)
        step = max(1, len(names) // most)
        for name in names[::step]:
            padded = "^^^" + name + "$"
            for place in range(3, len(padded)):
                self.next[padded[place - 3:place]].append(padded[place])

    def pick(self, random) -> str:
        if random.random() < 0.4:
            start, middle, end = random.choice(TONGUES)
            name = (random.choice(start) + random.choice(middle) + random.choice(end)).lower()
            return name.title() if " " in name else name.capitalize()
        for _ in range(5):
            letters, last = "", "^^^"
            while len(letters) < 14:
                options = self.next.get(last)
                if not options:
                    break
                sign = random.choice(options)
                if sign == "$":
                    break
                letters, last = letters + sign, last[1:] + sign
            if len(letters) > 3 and letters[-1].isalpha():
                break
        return letters.title().replace("'S", "'s")
