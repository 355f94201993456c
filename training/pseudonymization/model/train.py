"""Trains the network: python -m model.train --arrays FOLDER… --out FOLDER [--steps N] [--width N] …"""

import argparse
import json
import time
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from . import data
from .net import forward, initial
from .shape import Shape, shape_of

DIRECT = ("LAST_NAME", "FIRST_NAME", "PATIENT_BIRTHDATE", "IDENTIFYING_CODE", "ADDRESS", "EMAIL", "PHONE_NUMBER")
OPEN_CLASS = ("LAST_NAME", "FIRST_NAME", "CITY", "HOSPITAL", "ADDRESS")
RARE = 3
"""A word seen in fewer tokens of the training text has no row of its own."""


def word_counts(corpus: data.Corpus, shape: Shape) -> np.ndarray:
    train = np.zeros(len(corpus.words), bool)
    for document in corpus.documents(0):
        start = corpus.starts[document]
        train[start : start + corpus.lengths[document]] = True
    return np.bincount(corpus.features[train, shape.index_of("word")], minlength=shape.size_of("word"))


def label_table(header: dict, names: tuple[str, ...], value: float, other: float) -> np.ndarray:
    return np.array([value if label[2:] in names else other for label in header["categories"]], np.float32)


def drop_words(key, features, labels, rates, open_class, shape: Shape):
    """Which words are read as never seen: the same choice for all occurrences of a word in one text."""
    slot_key, token_key = jax.random.split(key)
    slots = features[..., shape.index_of("slot")]
    batch, tokens = slots.shape
    by_slot = jax.random.uniform(slot_key, (batch, shape.size_of("slot")))
    chance = jnp.take_along_axis(by_slot, slots, 1)
    chance = jnp.where(slots > 0, chance, jax.random.uniform(token_key, (batch, tokens)))
    rate = rates[features[..., shape.index_of("word")]]
    return chance < jnp.maximum(rate, open_class[labels])


def gather(arrays, starts, sizes, length: int):
    """The rows of a batch of windows, zero after their end."""
    at = jnp.minimum(starts[:, None] + jnp.arange(length), arrays["words"].shape[0] - 1)
    mask = jnp.arange(length) < sizes[:, None]
    features = arrays["features"][at] * mask[..., None]
    grams = arrays["grams"][arrays["words"][at]] * mask[..., None]
    labels = arrays["categories"][at].astype(jnp.int32) * mask
    attributes = arrays["attributes"][at].astype(jnp.int32) * mask
    return features, grams, labels, attributes, mask


def loss_of(params, shape, batch, tables, key, dropout):
    features, grams, labels, attributes, mask = batch
    keys = jax.random.split(key, 3)
    unknown = drop_words(keys[0], features, labels, tables["rates"], tables["open"], shape)
    grams = grams * (jax.random.uniform(keys[1], grams.shape[:2]) > 0.03)[..., None]
    logits, roles = forward(params, shape, features, grams, mask, unknown, (keys[2], dropout))
    weights = tables["weights"][labels] * mask
    chosen = jax.nn.log_softmax(logits)
    category = -jnp.take_along_axis(chosen, labels[..., None], -1)[..., 0]
    role = -jnp.take_along_axis(jax.nn.log_softmax(roles), attributes[..., None], -1)[..., 0]
    named = (labels > 0) * mask
    return (category * weights).sum() / weights.sum() + 0.3 * (role * named).sum() / jnp.maximum(named.sum(), 1)


def clipped(grads, limit: float):
    norm = jnp.sqrt(sum(jnp.sum(grad * grad) for grad in jax.tree.leaves(grads)))
    return jax.tree.map(lambda grad: grad * jnp.minimum(1, limit / (norm + 1e-9)), grads)


def decayed(name: str) -> bool:
    return name.endswith(".w")


@partial(jax.jit, static_argnames=("shape", "length", "dropout"), donate_argnums=(0,))
def step(state, shape, length, dropout, arrays, tables, starts, sizes, rate, key):
    """One step of AdamW; `mean` is the moving average that is shipped."""
    batch = gather(arrays, starts, sizes, length)
    loss, grads = jax.value_and_grad(loss_of)(state["params"], shape, batch, tables, key, dropout)
    grads = clipped(grads, 1.0)
    count = state["count"] + 1
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, state["first"], grads)
    second = jax.tree.map(lambda v, g: 0.98 * v + 0.02 * g * g, state["second"], grads)
    scale = jnp.sqrt(1 - 0.98**count) / (1 - 0.9**count)
    params = {}
    for name, value in state["params"].items():
        move = scale * first[name] / (jnp.sqrt(second[name]) + 1e-8)
        params[name] = value - rate * (move + (0.02 * value if decayed(name) else 0.0))
    keep = jnp.minimum(0.9995, (1 + count) / (10 + count))
    mean = jax.tree.map(lambda m, p: keep * m + (1 - keep) * p, state["mean"], params)
    return {"params": params, "first": first, "second": second, "mean": mean, "count": count}, loss


def rate_at(done: float, top: float, warm: float = 0.03) -> float:
    if done < warm:
        return top * done / warm
    return top * (0.5 * (1 + np.cos(np.pi * min(1.0, (done - warm) / (1 - warm)))) * 0.99 + 0.01)


def tables_of(corpus: data.Corpus, shape: Shape, unseen: float) -> dict[str, np.ndarray]:
    counts = word_counts(corpus, shape)
    rates = np.maximum(unseen, 6 / (6 + counts)).astype(np.float32)
    rates[counts < RARE] = 1
    return {
        "rates": rates,
        "open": label_table(corpus.header, OPEN_CLASS, 0.4, 0.0),
        "weights": label_table(corpus.header, DIRECT, 2.0, 1.0),
    }


def settled(params: dict, rates: np.ndarray) -> dict[str, np.ndarray]:
    """What is shipped: rows of rare words become the row of unknown ones."""
    done = {name: np.asarray(value, np.float32) for name, value in params.items()}
    done["word"] = np.where((rates >= 1)[:, None], done["unknown"], done["word"])
    return done


def train(corpus: data.Corpus, shape: Shape, options) -> tuple[dict[str, np.ndarray], int]:
    tables = tables_of(corpus, shape, options.unseen)
    names = ("features", "grams", "words", "categories", "attributes")
    arrays = {name: jnp.asarray(getattr(corpus, name)) for name in names}
    on_device = {name: jnp.asarray(values) for name, values in tables.items()}
    start = np.load(options.start / "params.npz") if options.start else initial(shape, options.seed)
    params = {name: jnp.asarray(start[name]) for name in start}
    zeros = lambda: jax.tree.map(jnp.zeros_like, params)  # noqa: E731
    state = {"params": params, "first": zeros(), "second": zeros(), "mean": jax.tree.map(jnp.copy, params), "count": jnp.zeros(())}
    key = jax.random.key(options.seed)
    began = time.monotonic()
    losses = []
    for count, (length, starts, sizes) in enumerate(data.batches(corpus, options.tokens, options.seed)):
        spent = time.monotonic() - began
        # With a limit of time the rate follows it, so that the last step is always a small one.
        done = max(count / options.steps, spent / options.seconds if options.seconds else 0)
        if done >= 1:
            break
        rate = rate_at(done, options.rate)
        batch_key = jax.random.fold_in(key, count)
        state, loss = step(state, shape, length, options.dropout, arrays, on_device, starts, sizes, rate, batch_key)
        if count % 200 == 0:
            losses.append(float(loss))
            print(f"step {count} loss {losses[-1]:.4f} rate {rate:.5f} after {spent:.0f} s", flush=True)
    print(f"trained {count} steps in {time.monotonic() - began:.0f} s", flush=True)
    return settled(state["mean"], tables["rates"]), count


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arrays", nargs="+", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="the folder of an earlier training to go on from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=0, help="stop after this long")
    parser.add_argument("--tokens", type=int, default=32_768, help="of one batch")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--unseen", type=float, default=0.08, help="how often a frequent word is read as never seen")
    parser.add_argument("--width", type=int, default=192)
    return parser.parse_args()


def main() -> None:
    options = arguments()
    corpus = data.read(options.arrays)
    shape = shape_of(corpus.header, width=options.width)
    print(f"{len(corpus.lengths)} documents, {len(corpus.words)} tokens, on {jax.devices()[0].platform}", flush=True)
    params, steps = train(corpus, shape, options)
    options.out.mkdir(parents=True, exist_ok=True)
    np.savez(options.out / "params.npz", **params)
    kept = {key: str(value) if isinstance(value, (Path, list)) else value for key, value in vars(options).items()}
    learned = corpus.documents(0)
    drawn = {"documents": len(learned), "tokens": int(corpus.lengths[learned].sum())}
    record = {"shape": shape.to_json(), "header": corpus.header, "options": kept, "steps": steps, **drawn}
    (options.out / "training.json").write_text(json.dumps(record, indent=2))


if __name__ == "__main__":
    main()
