"""Makes the shipped package: python -m model.package --run FOLDER --arrays FOLDER… --out models/pseudonymization"""

import argparse
import hashlib
import json
from pathlib import Path

import jax.numpy as jnp
import numpy as np
import yaml

from . import data, measure
from .card import card_of
from .graph import model_of
from .net import forward
from .shape import Shape

WINDOW = {"tokens": 1024, "overlap": 128}
SOURCES = [
    {"name": "INSEE, fichier des prénoms et fichier des noms de famille", "licence": "Licence Ouverte 2.0"},
    {"name": "La Poste, base officielle des codes postaux", "licence": "Licence Ouverte 2.0"},
    {"name": "SAE, établissements de santé", "licence": "Licence Ouverte 2.0"},
    {"name": "FRASIMED (clinical text, no identity in it)", "licence": "CC-BY-4.0"},
    {"name": "Passerelle, generator of fictitious reports (training/pseudonymization)", "licence": "Apache-2.0"},
]
AGREEMENT = 2e-3


def difference(model: bytes, params: dict, shape: Shape, corpus: data.Corpus, places) -> float:
    """The largest difference of probability between the graph in 32 bits and the trainer."""
    session, largest = measure.session_of(model), 0.0
    for start, size in places:
        given = measure.rows(corpus, start, size)
        asked = [jnp.asarray(given[name])[None] for name in ("features", "grams")]
        mask = jnp.ones((1, size), bool)
        logits, _ = forward(params, shape, *asked, mask, jnp.zeros((1, size), bool))
        chances = np.asarray(jnp.exp(logits - logits.max(-1, keepdims=True)))[0]
        chances = chances / chances.sum(-1, keepdims=True)
        largest = max(largest, float(np.abs(chances - session.run(["category"], given)[0]).max()))
    return largest


def stages_of(record: dict) -> list[dict]:
    """Each training, the first one first: one may go on from another."""
    options = record["options"]
    stage = {key: options[key] for key in ("seed", "rate", "dropout", "unseen")}
    stage |= {"steps": record["steps"], "batchTokens": options["tokens"], "documents": record["documents"], "tokens": record["tokens"]}
    start = options.get("start")
    return [*(stages_of(json.loads((Path(start) / "training.json").read_text())) if start else []), stage]


def manifest_of(record: dict, model: bytes, measured: dict, options) -> dict:
    header = record["header"]
    return {
        "id": "pseudonymization",
        "version": options.version,
        "task": "token-classification",
        "language": "fr",
        "licence": "Apache-2.0",
        "files": [{"path": "model.onnx", "sha256": hashlib.sha256(model).hexdigest(), "bytes": len(model)}],
        "features": {
            "version": header["featureVersion"],
            "columns": len(header["columns"]),
            "grams": header["grams"]["count"],
        },
        "window": WINDOW,
        "labels": {"category": header["categories"], "attribute": header["attributes"]},
        "training": {
            "width": record["options"]["width"],
            "stages": stages_of(record),
            "sources": SOURCES,
        },
        "validation": measured,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="what model.train wrote")
    parser.add_argument("--arrays", nargs="+", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--sample", type=int, default=1500, help="validation documents measured")
    options = parser.parse_args()
    record = json.loads((options.run / "training.json").read_text())
    shape = Shape.from_json(record["shape"])
    params = dict(np.load(options.run / "params.npz"))
    corpus = data.read(options.arrays)
    places = measure.some_windows(corpus, options.sample)
    count = record["header"]["grams"]["count"]

    full = model_of(params, shape, count, int8=False).SerializeToString()
    apart = difference(full, params, shape, corpus, places[:: max(1, len(places) // 5)][:5])
    print(f"the graph and the trainer differ by {apart:.1e} at most")
    if apart > AGREEMENT:
        raise SystemExit("the exported graph does not do what the trainer does")
    exact = measure.figures(record["header"], *measure.probabilities(full, corpus, places)[:5])

    plain = model_of(params, shape, count, int8=True).SerializeToString()
    category, attribute, gold, gold_attribute, _, _ = measure.probabilities(plain, corpus, places)
    named = gold > 0
    temperatures = (
        measure.fitted_temperature(category, gold),
        measure.fitted_temperature(attribute[named], gold_attribute[named]),
    )
    model = model_of(params, shape, count, int8=True, temperatures=temperatures).SerializeToString()
    *answers, speed = measure.probabilities(model, corpus, places)
    measured = measure.figures(record["header"], *answers)
    measured["in32Bits"] = {key: exact[key] for key in ("direct", "redacted", "overMasked", "attributes")}
    measured["temperatures"] = list(temperatures)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "model.onnx").write_bytes(model)
    manifest = manifest_of(record, model, measured, options)
    (options.out / "manifest.yaml").write_text(yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=110))
    (options.out / "card.md").write_text(card_of(manifest))
    print(yaml.safe_dump(measured, sort_keys=False))
    print(f"{len(model) / 1e6:.1f} MB, {1000 * speed:.2f} ms for 1,000 tokens on one core")


if __name__ == "__main__":
    main()
