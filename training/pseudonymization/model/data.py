"""Reads the arrays of `scripts/train` and cuts them into windows of a few fixed lengths."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LENGTHS = (192, 320, 448, 640, 1024)


@dataclass(frozen=True)
class Corpus:
    header: dict
    features: np.ndarray
    """[tokens, F]"""
    words: np.ndarray
    """[tokens]: the row of the token's word in `grams`"""
    grams: np.ndarray
    """[words, K]"""
    categories: np.ndarray
    attributes: np.ndarray
    starts: np.ndarray
    lengths: np.ndarray
    splits: np.ndarray
    """[documents]: 0 train, 1 validation"""

    def documents(self, split: int) -> np.ndarray:
        return np.flatnonzero((self.splits == split) & (self.lengths > 0))


@dataclass(frozen=True)
class Windows:
    """Windows of one length: where each starts in the corpus and how many tokens it has."""

    length: int
    starts: np.ndarray
    sizes: np.ndarray


def read(folders: list[Path]) -> Corpus:
    """One corpus out of one or more folders of arrays."""
    parts: dict[str, list[np.ndarray]] = {}
    rows = 0
    for folder in folders:
        header = json.loads((folder / "header.json").read_text())
        width, count = len(header["columns"]), header["grams"]["count"]

        def array(name: str, kind, *shape: int) -> np.ndarray:
            return np.fromfile(folder / f"{name}.bin", kind).reshape(-1, *shape)

        grams = array("grams", np.int32, count)
        part = {
            "features": array("features", np.int32, width),
            "words": array("words", np.int32) + rows,
            "grams": grams,
            "categories": array("categories", np.uint8),
            "attributes": array("attributes", np.uint8),
            "lengths": array("lengths", np.int32),
            "splits": array("splits", np.uint8),
        }
        rows += len(grams)
        for name, values in part.items():
            parts.setdefault(name, []).append(values)
    arrays = {name: np.concatenate(values) for name, values in parts.items()}
    starts = np.concatenate([[0], np.cumsum(arrays["lengths"], dtype=np.int64)[:-1]]).astype(np.int32)
    return Corpus(header=header, starts=starts, **arrays)


def windows(corpus: Corpus, documents: np.ndarray, random: np.random.Generator | None) -> list[Windows]:
    """Each document in the shortest length that holds it; a longer one in several windows, moved at random when training."""
    found: dict[int, list[tuple[int, int]]] = {length: [] for length in LENGTHS}
    longest = LENGTHS[-1]
    for document in documents:
        start, size = int(corpus.starts[document]), int(corpus.lengths[document])
        if size <= longest:
            length = next(length for length in LENGTHS if size <= length)
            found[length].append((start, size))
            continue
        shift = int(random.integers(longest // 2)) if random is not None else 0
        for at in range(0, size, longest):
            from_ = min(max(at - shift, 0), size - longest)
            found[longest].append((start + from_, longest))
    return [
        Windows(length, *(np.array(values, np.int32) for values in zip(*pairs)))
        for length, pairs in found.items()
        if pairs
    ]


def batches(corpus: Corpus, tokens: int, seed: int):
    """Endless training batches of about `tokens` tokens: (length, starts, sizes)."""
    random = np.random.default_rng(seed)
    documents = corpus.documents(0)
    while True:
        epoch = []
        for group in windows(corpus, documents, random):
            order = random.permutation(len(group.starts))
            size = max(1, tokens // group.length)
            for at in range(0, len(order) - size + 1, size):
                chosen = order[at : at + size]
                epoch.append((group.length, group.starts[chosen], group.sizes[chosen]))
        if not epoch:
            raise SystemExit("too few documents for one batch: lower --tokens")
        for at in random.permutation(len(epoch)):
            yield epoch[at]
