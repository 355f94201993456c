"""The network in JAX: embeddings, dilated convolutions, what the same word and the whole text say, two heads."""

import jax
import jax.numpy as jnp
import numpy as np

from .shape import Shape

EPSILON = 1e-5


def initial(shape: Shape, seed: int) -> dict[str, np.ndarray]:
    """Parameters before training, by name."""
    random = np.random.default_rng(seed)
    params: dict[str, np.ndarray] = {}

    def table(name: str, rows: int, size: int) -> None:
        params[name] = random.normal(0, 0.1, (rows, size)).astype(np.float32)
        params[name][0] = 0

    def dense(name: str, rows: int, size: int, gain: float = 1.0) -> None:
        params[f"{name}.w"] = random.normal(0, gain / np.sqrt(rows), (rows, size)).astype(np.float32)
        params[f"{name}.b"] = np.zeros(size, np.float32)

    def norm(name: str, size: int) -> None:
        params[f"{name}.g"] = np.ones(size, np.float32)
        params[f"{name}.o"] = np.zeros(size, np.float32)

    table("word", shape.size_of("word"), shape.word)
    params["unknown"] = np.zeros(shape.word, np.float32)
    table("grams", shape.gram_buckets, shape.grams)
    for name, size in shape.small:
        table(f"small.{name}", shape.size_of(name), size)
    norm("word.norm", shape.word)
    norm("grams.norm", shape.grams)
    dense("enter", shape.inputs, shape.width)
    for stage, dilations in (("first", shape.first), ("second", shape.second)):
        for at, _ in enumerate(dilations):
            norm(f"{stage}.{at}.norm", shape.width)
            dense(f"{stage}.{at}.mix", 3 * shape.width, shape.width, 1.4)
            dense(f"{stage}.{at}.out", shape.width, shape.width, 0.5)
    norm("pool.norm", shape.width)
    dense("pool.in", shape.width, shape.pool, 1.4)
    dense("pool.out", 3 * shape.pool, shape.width, 0.7)
    norm("heads.norm", shape.width)
    dense("category", shape.width, shape.categories)
    dense("attribute", shape.width, shape.attributes)
    return params


def normed(params, name: str, x):
    mean = x.mean(-1, keepdims=True)
    centred = x - mean
    variance = (centred * centred).mean(-1, keepdims=True)
    return centred * jax.lax.rsqrt(variance + EPSILON) * params[f"{name}.g"] + params[f"{name}.o"]


def dense(params, name: str, x):
    return x @ params[f"{name}.w"] + params[f"{name}.b"]


def shifted(x, by: int):
    """Row t of the answer is row t + by of x, zero outside the text. x: [batch, tokens, width]."""
    empty = jnp.zeros_like(x[:, : abs(by)])
    return jnp.concatenate([x[:, by:], empty], 1) if by > 0 else jnp.concatenate([empty, x[:, :by]], 1)


def block(params, name: str, x, dilation: int, mask, drop):
    y = normed(params, f"{name}.norm", x) * mask
    near = jnp.concatenate([shifted(y, -dilation), y, shifted(y, dilation)], -1)
    mixed = jax.nn.relu(dense(params, f"{name}.mix", near))
    return x + drop(dense(params, f"{name}.out", mixed))


def same_word(y, slots, buckets: int):
    """The mean of the other occurrences of the same word in the window; zero where there is none."""
    batch, tokens, width = y.shape
    text = jnp.arange(batch)[:, None]
    first = jnp.full((batch, buckets), tokens).at[text, slots].min(jnp.arange(tokens)[None])
    rows = first[text, slots] + tokens * text
    counted = jnp.concatenate([y, jnp.ones((batch, tokens, 1), y.dtype)], -1)
    sums = jnp.zeros((batch * tokens, width + 1), y.dtype).at[rows].add(counted)
    others = sums[rows] - counted
    return others[..., :-1] / jnp.maximum(others[..., -1:], 1) * (slots > 0)[..., None]


LAYOUT = ("line", "place", "gap")
USE = ("use",)


def kept(key, rate: float, x, whole: bool = False):
    """Dropout; by whole texts where asked."""
    shape = (x.shape[0],) + (1,) * (x.ndim - 1) if whole else x.shape
    return x * jax.random.bernoulli(key, 1 - rate, shape) / (1 if whole else 1 - rate)


def forward(params, shape: Shape, features, grams, mask, unknown, noise=None):
    """Logits of categories and attributes.

    features: [batch, tokens, F] int, grams: [batch, tokens, K] int, mask: [batch, tokens] 1 for a token of the text,
    unknown: [batch, tokens] true where the word is read as one never seen; noise: a key and a rate of dropout, when training.
    """
    mask = mask[..., None].astype(jnp.float32)
    word = jnp.where(unknown[..., None], params["unknown"], params["word"][features[..., shape.index_of("word")]])
    letters = params["grams"][grams].sum(-2)
    parts = [normed(params, "word.norm", word), normed(params, "grams.norm", letters)]
    keys = iter(jax.random.split(noise[0], 32)) if noise else None
    for name, _ in shape.small:
        part = params[f"small.{name}"][features[..., shape.index_of(name)]]
        # Some texts are read without their layout or without what the document says of a word.
        rate = 0.15 if name in LAYOUT else 0.1 if name in USE else 0
        parts.append(kept(next(keys), rate, part, whole=True) if noise and rate else part)
    x = dense(params, "enter", jnp.concatenate(parts, -1))
    drop = (lambda x: kept(next(keys), noise[1], x)) if noise else (lambda x: x)
    x = drop(x)
    for at, dilation in enumerate(shape.first):
        x = block(params, f"first.{at}", x, dilation, mask, drop)
    y = jax.nn.relu(dense(params, "pool.in", normed(params, "pool.norm", x))) * mask
    whole = jnp.broadcast_to(y.sum(1, keepdims=True) / jnp.maximum(mask.sum(1, keepdims=True), 1), y.shape)
    slots = features[..., shape.index_of("slot")]
    same = same_word(y, slots, shape.size_of("slot"))
    x = x + dense(params, "pool.out", jnp.concatenate([y, same, drop(whole)], -1))
    for at, dilation in enumerate(shape.second):
        x = block(params, f"second.{at}", x, dilation, mask, drop)
    x = normed(params, "heads.norm", x)
    return dense(params, "category", x), dense(params, "attribute", x)
