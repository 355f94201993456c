"""Figures of a model on validation documents, through onnxruntime as in use."""

import time

import numpy as np
import onnxruntime

from . import data

DIRECT = ("LAST_NAME", "FIRST_NAME", "PATIENT_BIRTHDATE", "IDENTIFYING_CODE", "ADDRESS", "EMAIL", "PHONE_NUMBER")


def session_of(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def some_windows(corpus: data.Corpus, count: int, seed: int = 7) -> list[tuple[int, int]]:
    """Start and size of windows of validation documents chosen at random."""
    documents = corpus.documents(1)
    chosen = np.random.default_rng(seed).permutation(documents)[:count]
    groups = data.windows(corpus, np.sort(chosen), None)
    return [(int(start), int(size)) for group in groups for start, size in zip(group.starts, group.sizes)]


def rows(corpus: data.Corpus, start: int, size: int) -> dict[str, np.ndarray]:
    part = slice(start, start + size)
    return {"features": corpus.features[part], "grams": corpus.grams[corpus.words[part]]}


def probabilities(model: bytes, corpus: data.Corpus, places: list[tuple[int, int]]):
    """Categories, attributes, gold of both, the window of each token, and seconds per thousand tokens."""
    session = session_of(model)
    outputs, began = [], time.perf_counter()
    for start, size in places:
        outputs.append(session.run(["category", "attribute"], rows(corpus, start, size)))
    spent = time.perf_counter() - began
    gold = [np.concatenate([values[s : s + n] for s, n in places]) for values in (corpus.categories, corpus.attributes)]
    window = np.repeat(np.arange(len(places)), [size for _, size in places])
    category, attribute = (np.concatenate(parts) for parts in zip(*outputs))
    return category, attribute, gold[0].astype(int), gold[1].astype(int), window, 1000 * spent / len(window)


def fitted_temperature(chances: np.ndarray, gold: np.ndarray) -> float:
    """The temperature under which the gold labels are the most likely."""
    logits = np.log(np.maximum(chances, 1e-12))
    best, found = np.inf, 1.0
    for temperature in np.arange(0.6, 3.01, 0.1):
        scaled = logits / temperature
        scaled -= scaled.max(1, keepdims=True)
        likelihood = scaled[np.arange(len(gold)), gold] - np.log(np.exp(scaled).sum(1))
        if -likelihood.mean() < best:
            best, found = -likelihood.mean(), float(temperature)
    return round(found, 1)


def scores(found: int, gold: int, right: int) -> dict[str, float]:
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "tokens": gold}


def figures(header: dict, category, attribute, gold, gold_attribute, window) -> dict:
    """Token figures by category, of the decision that is most likely for each token."""
    names = [label[2:] for label in header["categories"]]
    kinds = sorted(set(names) - {""})
    kind_of = np.array([-1 if name == "" else kinds.index(name) for name in names])
    # A category is as likely as its first and further tokens together.
    summed = np.stack([category[:, 0]] + [category[:, kind_of == kind].sum(1) for kind in range(len(kinds))], 1)
    chosen, wanted = summed.argmax(1) - 1, kind_of[gold]
    by_category = {
        kind: scores(int((chosen == at).sum()), int((wanted == at).sum()), int(((chosen == at) & (wanted == at)).sum()))
        for at, kind in enumerate(kinds)
    }
    direct = np.array([kinds.index(kind) for kind in DIRECT])
    found, there = np.isin(chosen, direct), np.isin(wanted, direct)
    named = wanted >= 0
    left = np.zeros(window[-1] + 1, bool)
    left[window[named & (chosen < 0)]] = True
    held = np.unique(window[named])
    empty = np.setdiff1d(np.arange(window[-1] + 1), held)
    no_identity = np.isin(window, empty)
    return {
        "tokens": len(gold),
        "windows": int(window[-1] + 1),
        "direct": scores(int(found.sum()), int(there.sum()), int((found & (chosen == wanted)).sum())),
        "redacted": round(float((chosen[named] >= 0).mean()), 4),
        "fullyRedacted": round(float(1 - left[held].mean()), 4) if len(held) else None,
        "overMasked": round(float((chosen[~named] >= 0).mean()), 5),
        "overMaskedWithoutIdentity": round(float((chosen[no_identity] >= 0).mean()), 5) if no_identity.any() else None,
        "attributes": round(float((attribute[named].argmax(1) == gold_attribute[named]).mean()), 4),
        "categories": by_category,
    }
