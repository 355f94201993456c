"""Fits the ranking of medical coding: train.py features.jsonl weights.json

Two logistic models and one over the candidates of a stay (softmax), with a quadratic penalty, fitted whole; thresholds
and temperatures on the scores of stays left out (ten folds). A seed fixes the folds. Prints what the folds measured.
"""

import json
import sys
from collections import Counter

import numpy as np

FOLDS = 10
PENALTY = {"DP": 1.0, "DAS": 3.0, "CCAM": 3.0}
LEAST_PRECISION = 0.6


def load(path):
    stays = []
    for line in open(path, encoding="utf8"):
        stay = json.loads(line)
        gold = {}
        for code in stay["codes"]:
            gold.setdefault(code["role"], set()).update([code["code"], *code.get("also", [])])
        stays.append((stay, gold))
    return stays


def vectors(candidates, index):
    x = np.zeros((len(candidates), len(index)))
    for row, candidate in enumerate(candidates):
        for name, value in candidate["features"].items():
            if name in index:
                x[row, index[name]] = value
    return x


def descend(gradient, size, steps=500, rate=0.05):
    w, m, v = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        g = gradient(w)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def fit_choice(groups, penalty):
    """Softmax over the candidates of each stay; a code right at three characters counts for a third."""
    groups = [(x, y) for x, y in groups if len(x) and y.sum() > 0]

    def gradient(w):
        g = penalty * w / len(groups)
        for x, y in groups:
            z = x @ w
            p = np.exp(z - z.max())
            g = g + x.T @ (p / p.sum() - y / y.sum()) / len(groups)
        return g

    return descend(gradient, groups[0][0].shape[1])


def fit_each(x, y, penalty):
    def gradient(w):
        p = 1 / (1 + np.exp(-(x @ w)))
        return x.T @ (p - y) / len(y) + penalty * w / len(y)

    return descend(gradient, x.shape[1])


def temperature(loss):
    return min(np.linspace(0.4, 4, 73), key=loss)


def each_loss(z, y):
    p = np.clip(1 / (1 + np.exp(-z)), 1e-9, 1 - 1e-9)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum()


def best_threshold(p, y, golds):
    """The best F1 of those precise enough; `golds`: how many codes there were to find."""
    best = (0, 0.5)
    for t in np.linspace(0.1, 0.9, 81):
        found, right = (p >= t).sum(), y[p >= t].sum()
        if found and right / found >= LEAST_PRECISION:
            best = max(best, (2 * right / (found + golds), t))
    return best[1]


def main(source, target):
    stays = load(source)
    index = {n: i for i, n in enumerate(sorted({n for s, _ in stays for kind in ("diagnoses", "acts") for c in s[kind] for n in c["features"]}))}
    folds = np.array_split(np.random.RandomState(1).permutation(len(stays)), FOLDS)

    choices = []
    for stay, gold in stays:
        own = [c for c in stay["diagnoses"] if c["principal"]]
        short = {code[:3] for code in gold["DP"]}
        y = np.array([1.0 if c["code"] in gold["DP"] else 0.3 if c["code"][:3] in short else 0.0 for c in own])
        choices.append((vectors(own, index), y))
    scores = [None] * len(stays)
    tops = Counter()
    for fold in folds:
        w = fit_choice([choices[i] for i in range(len(stays)) if i not in set(fold)], PENALTY["DP"])
        for i in fold:
            x, y = choices[i]
            scores[i] = x @ w
            order = np.argsort(-scores[i])
            tops["stays"] += 1
            for most in (1, 3, 5):
                tops[f"DP {most}"] += bool(len(y)) and bool((y[order[:most]] == 1).any())
            tops["DP short"] += bool(len(y)) and bool(y[order[0]] > 0)
            tops["DP named"] += bool((y == 1).any())

    def choice_loss(t):
        total = 0
        for z, (_, y) in zip(scores, choices):
            if (y == 1).any():
                p = np.exp((z - z.max()) / t)
                total -= np.log((p / p.sum())[y == 1].sum() + 1e-12)
            elif len(z):
                # Nothing right to choose: certainty is the fault.
                p = np.exp((z - z.max()) / t)
                total -= np.log(1 - (p / p.sum()).max() + 1e-3)
        return total

    out = {"DP": fit_choice(choices, PENALTY["DP"]), "temperatures": {"DP": temperature(choice_loss)}, "thresholds": {}}

    for role, kind, roles in (("DAS", "diagnoses", ("DAS", "DR")), ("CCAM", "acts", ("CCAM",))):
        rows = []
        for i, (stay, gold) in enumerate(stays):
            wanted = set().union(*(gold.get(r, set()) for r in roles))
            own = [c for c in stay[kind] if role == "CCAM" or c["code"] not in gold["DP"]]
            rows.append((vectors(own, index), np.array([float(c["code"] in wanted) for c in own])))
        golds = sum(sum(c["role"] in roles for c in s["codes"]) for s, _ in stays)
        z, y = [], []
        for fold in folds:
            kept = [rows[i] for i in range(len(stays)) if i not in set(fold)]
            w = fit_each(np.vstack([x for x, _ in kept if len(x)]), np.concatenate([y for _, y in kept]), PENALTY[role])
            for i in fold:
                z.append(rows[i][0] @ w)
                y.append(rows[i][1])
        z, y = np.concatenate(z), np.concatenate(y)
        out[role] = fit_each(np.vstack([x for x, _ in rows if len(x)]), np.concatenate([y for _, y in rows]), PENALTY[role])
        t = temperature(lambda t: each_loss(z / t, y))
        p = 1 / (1 + np.exp(-z / t))
        threshold = best_threshold(p, y, golds)
        found, right = (p >= threshold).sum(), y[p >= threshold].sum()
        out["temperatures"][role], out["thresholds"][role] = t, threshold
        print(f"{role}: precision {right / max(1, found):.3f}, recall {right / golds:.3f}, of {golds} named {y.sum() / golds:.3f}, threshold {threshold:.2f}, temperature {t:.2f}")
    print({k: round(v / tops["stays"], 3) for k, v in tops.items() if k != "stays"}, "of", tops["stays"], "stays; temperature", round(out["temperatures"]["DP"], 2))

    def told(w):
        return {n: round(float(w[i]), 3) for n, i in sorted(index.items()) if abs(w[i]) >= 0.0005}

    weights = {role: told(out[role]) for role in ("DP", "DAS", "CCAM")}
    rounded = {k: {r: round(float(v), 3) for r, v in out[k].items()} for k in ("thresholds", "temperatures")}
    with open(target, "w", encoding="utf8") as file:
        json.dump({**weights, **rounded}, file, indent=2, ensure_ascii=False)
        file.write("\n")


main(*sys.argv[1:3])
