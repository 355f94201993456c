"""The ONNX graph, written node by node: 8-bit tables and products, everything else in 32-bit floats."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .net import EPSILON
from .shape import Shape

OPSET = 18
# 7 bits: products of 8 by 8 bits overflow on processors without VNNI.
PRODUCT_LIMIT = 63
TABLE_LIMIT = 127


def quantized(values: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """8-bit values and the scale of each column."""
    scale = np.maximum(np.abs(values).max(0), 1e-8) / limit
    return np.clip(np.rint(values / scale), -limit, limit).astype(np.int8), scale.astype(np.float32)


class Graph:
    """Nodes and constants of one graph."""

    def __init__(self, int8: bool) -> None:
        self.int8 = int8
        self.nodes: list = []
        self.constants: list = []
        self.known: dict[tuple, str] = {}

    def constant(self, name: str, values) -> str:
        array = np.asarray(values)
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self.known:
            self.known[key] = name
            self.constants.append(numpy_helper.from_array(array, name))
        return self.known[key]

    def node(self, kind: str, inputs: list[str], **attributes) -> str:
        output = attributes.pop("output", f"{kind.lower()}_{len(self.nodes)}")
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def table(self, name: str, values: np.ndarray, index: str) -> str:
        """Rows of a table; the sum of them where `index` has a row for each token."""
        if not self.int8:
            return self.node("Gather", [self.constant(f"{name}.rows", values.astype(np.float32)), index])
        rows, scale = quantized(values, TABLE_LIMIT)
        found = self.node("Gather", [self.constant(f"{name}.rows", rows), index])
        found = self.node("Cast", [found], to=TensorProto.FLOAT)
        return self.node("Mul", [found, self.constant(f"{name}.scale", scale)])

    def summed(self, name: str, values: np.ndarray, index: str) -> str:
        axis = self.constant("axis.second", np.array([1], np.int64))
        if not self.int8:
            rows = self.node("Gather", [self.constant(f"{name}.rows", values.astype(np.float32)), index])
            return self.node("ReduceSum", [rows, axis], keepdims=0)
        rows, scale = quantized(values, TABLE_LIMIT)
        found = self.node("Gather", [self.constant(f"{name}.rows", rows), index])
        found = self.node("Cast", [found], to=TensorProto.FLOAT)
        total = self.node("ReduceSum", [found, axis], keepdims=0)
        return self.node("Mul", [total, self.constant(f"{name}.scale", scale)])

    def dense(self, name: str, params: dict, x: str) -> str:
        weights, bias = params[f"{name}.w"], self.constant(f"{name}.b", params[f"{name}.b"])
        if not self.int8:
            product = self.node("MatMul", [x, self.constant(f"{name}.w", weights)])
            return self.node("Add", [product, bias])
        rows, scale = quantized(weights, PRODUCT_LIMIT)
        names = [f"{name}.{part}" for part in ("x8", "x_scale", "x_zero")]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], names))
        product = self.node("MatMulInteger", [names[0], self.constant(f"{name}.w8", rows), names[2]])
        product = self.node("Cast", [product], to=TensorProto.FLOAT)
        scales = self.node("Mul", [names[1], self.constant(f"{name}.scale", scale)])
        return self.node("Add", [self.node("Mul", [product, scales]), bias])

    def norm(self, name: str, params: dict, x: str) -> str:
        gain = self.constant(f"{name}.g", params[f"{name}.g"])
        offset = self.constant(f"{name}.o", params[f"{name}.o"])
        return self.node("LayerNormalization", [x, gain, offset], axis=-1, epsilon=EPSILON)

    def shifted(self, x: str, by: int, width: int) -> str:
        """Row t of the answer is row t + by of x, zero outside."""
        empty = self.constant(f"empty.{abs(by)}", np.zeros((abs(by), width), np.float32))
        joined = self.node("Concat", [x, empty] if by > 0 else [empty, x], axis=0)
        ends = [by, np.iinfo(np.int64).max] if by > 0 else [0, by]
        start, end = (self.constant(f"at.{at}", np.array([at], np.int64)) for at in ends)
        return self.node("Slice", [joined, start, end, self.constant("axis.0", np.array([0], np.int64))])

    def block(self, name: str, params: dict, x: str, dilation: int) -> str:
        y = self.norm(f"{name}.norm", params, x)
        width = params[f"{name}.norm.g"].shape[0]
        near = self.node("Concat", [self.shifted(y, -dilation, width), y, self.shifted(y, dilation, width)], axis=1)
        mixed = self.node("Relu", [self.dense(f"{name}.mix", params, near)])
        return self.node("Add", [x, self.dense(f"{name}.out", params, mixed)])


def column(graph: Graph, shape: Shape, name: str) -> str:
    index = graph.constant(f"column.{name}", np.array(shape.index_of(name), np.int64))
    return graph.node("Gather", ["features", index], axis=1)


def same_word(graph: Graph, shape: Shape, y: str) -> str:
    """As `net.same_word`, for one window."""
    slots = graph.node("Cast", [column(graph, shape, "slot")], to=TensorProto.INT64)
    slots = graph.node("Unsqueeze", [slots, graph.constant("axis.second", np.array([1], np.int64))])
    word = graph.node("Cast", [graph.node("Greater", [slots, graph.constant("none", np.array(0, np.int64))])], to=TensorProto.FLOAT)
    counted = graph.node("Concat", [y, word], axis=1)
    empty = graph.constant("slots", np.zeros((shape.size_of("slot"), shape.pool + 1), np.float32))
    sums = graph.node("ScatterND", [empty, slots, counted], reduction="add")
    others = graph.node("Sub", [graph.node("GatherND", [sums, slots]), counted])
    ends = [graph.constant(f"at.{at}", np.array([at], np.int64)) for at in (0, shape.pool, shape.pool + 1)]
    axis = graph.constant("axis.second", np.array([1], np.int64))
    total = graph.node("Slice", [others, ends[0], ends[1], axis])
    count = graph.node("Slice", [others, ends[1], ends[2], axis])
    count = graph.node("Max", [count, graph.constant("one", np.array(1, np.float32))])
    return graph.node("Mul", [graph.node("Div", [total, count]), word])


def heads(graph: Graph, params: dict, x: str, temperatures: tuple[float, float]) -> None:
    for name, temperature in zip(("category", "attribute"), temperatures):
        scaled = {f"{name}.{part}": params[f"{name}.{part}"] / np.float32(temperature) for part in ("w", "b")}
        graph.node("Softmax", [graph.dense(name, scaled, x)], axis=-1, output=name)


def model_of(params: dict, shape: Shape, grams: int, int8: bool, temperatures=(1.0, 1.0)) -> onnx.ModelProto:
    """The model: `features` [T, F] and `grams` [T, K] in, probabilities `category` [T, C] and `attribute` [T, A] out."""
    graph = Graph(int8)
    word = graph.table("word", params["word"], column(graph, shape, "word"))
    parts = [
        graph.norm("word.norm", params, word),
        graph.norm("grams.norm", params, graph.summed("grams", params["grams"], "grams")),
    ]
    parts += [graph.table(f"small.{name}", params[f"small.{name}"], column(graph, shape, name)) for name, _ in shape.small]
    x = graph.dense("enter", params, graph.node("Concat", parts, axis=1))
    for at, dilation in enumerate(shape.first):
        x = graph.block(f"first.{at}", params, x, dilation)
    y = graph.node("Relu", [graph.dense("pool.in", params, graph.norm("pool.norm", params, x))])
    mean = graph.node("ReduceMean", [y, graph.constant("axis.0", np.array([0], np.int64))], keepdims=1)
    whole = graph.node("Expand", [mean, graph.node("Shape", [y])])
    pooled = graph.node("Concat", [y, same_word(graph, shape, y), whole], axis=1)
    x = graph.node("Add", [x, graph.dense("pool.out", params, pooled)])
    for at, dilation in enumerate(shape.second):
        x = graph.block(f"second.{at}", params, x, dilation)
    heads(graph, params, graph.norm("heads.norm", params, x), temperatures)
    return checked(graph, shape, grams)


def checked(graph: Graph, shape: Shape, grams: int) -> onnx.ModelProto:
    def info(name, kind, size):
        return helper.make_tensor_value_info(name, kind, ["tokens", size])

    proto = helper.make_graph(
        graph.nodes,
        "pseudonymization",
        [info("features", TensorProto.INT32, len(shape.columns)), info("grams", TensorProto.INT32, grams)],
        [info("category", TensorProto.FLOAT, shape.categories), info("attribute", TensorProto.FLOAT, shape.attributes)],
        graph.constants,
    )
    model = helper.make_model(proto, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(model)
    return model
