"""The shape of the network: what the trainer and the export agree on."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; `columns` and `grams` come from the featurizer."""

    columns: tuple[tuple[str, int], ...]
    gram_buckets: int
    categories: int
    attributes: int
    word: int = 64
    grams: int = 64
    small: tuple[tuple[str, int], ...] = (
        ("number", 24),
        ("shape", 24),
        ("gap", 8),
        ("line", 16),
        ("place", 8),
        ("use", 16),
    )
    width: int = 128
    first: tuple[int, ...] = (1, 2, 4, 8, 16, 32)
    second: tuple[int, ...] = (1, 2, 4, 8, 16)
    pool: int = 64

    def size_of(self, column: str) -> int:
        return dict(self.columns)[column]

    def index_of(self, column: str) -> int:
        return [name for name, _ in self.columns].index(column)

    @property
    def inputs(self) -> int:
        return self.word + self.grams + sum(size for _, size in self.small)

    def to_json(self) -> dict:
        return asdict(self)

    @staticmethod
    def from_json(data: dict) -> "Shape":
        pairs = {key: tuple((name, size) for name, size in data[key]) for key in ("columns", "small")}
        lists = {key: tuple(data[key]) for key in ("first", "second")}
        return Shape(**{**data, **pairs, **lists})


def shape_of(header: dict, **sizes) -> Shape:
    """The shape for the arrays that `scripts/train` wrote."""
    return Shape(
        columns=tuple((column["name"], column["size"]) for column in header["columns"]),
        gram_buckets=header["grams"]["size"],
        categories=len(header["categories"]),
        attributes=len(header["attributes"]),
        **sizes,
    )
