// Enough of the ONNX protobuf to write a model of a few kilobytes by hand.
type Field = readonly [number, number | string | Uint8Array];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left > 127) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}

function message(...fields: Field[]): Uint8Array {
  const parts = fields.map(([number, value]) => {
    if (typeof value === 'number') return Buffer.from([...varint(number * 8), ...varint(value)]);
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
  });
  return Buffer.concat(parts);
}

const FLOAT = 1;
const INT32 = 6;
const AXIS = 2;

const node = (type: string, inputs: string[], output: string, axis: number): Uint8Array =>
  message(
    ...inputs.map((name): Field => [1, name]),
    [2, output],
    [3, output],
    [4, type],
    [5, message([1, 'axis'], [3, axis], [20, AXIS])],
  );

const tensor = (name: string, type: number, dims: number[], data: Float32Array | Int32Array): Uint8Array =>
  message(
    ...dims.map((dim): Field => [1, dim]),
    [2, type],
    [8, name],
    [9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)],
  );

const value = (name: string, type: number, columns: number): Uint8Array => {
  const shape = message([1, message([2, 'T'])], [1, message([1, columns])]);
  return message([1, name], [2, message([1, message([1, type], [2, shape])])]);
};

export interface TinyModel {
  /** Columns of the inputs. */
  readonly features: number;
  readonly grams: number;
  /** The column of `features` that says which row of the tables is the answer. */
  readonly column: number;
  /** A row for each value of that column: the probabilities. */
  readonly category: readonly (readonly number[])[];
  readonly attribute: readonly (readonly number[])[];
  readonly outputs?: readonly [string, string];
}

/** A model that looks one feature of each token up in two tables. */
export function tinyOnnx({ features, grams, column, ...tables }: TinyModel): Buffer {
  const [first, second] = tables.outputs ?? ['category', 'attribute'];
  const table = (name: string, rows: readonly (readonly number[])[]): Uint8Array =>
    tensor(name, FLOAT, [rows.length, rows[0]?.length ?? 0], Float32Array.from(rows.flat()));
  const graph = message(
    [1, node('Gather', ['features', 'column'], 'ids', 1)],
    [1, node('Gather', ['categories', 'ids'], first, 0)],
    [1, node('Gather', ['attributes', 'ids'], second, 0)],
    [2, 'tiny'],
    [5, tensor('column', INT32, [], Int32Array.of(column))],
    [5, table('categories', tables.category)],
    [5, table('attributes', tables.attribute)],
    [11, value('features', INT32, features)],
    [11, value('grams', INT32, grams)],
    [12, value(first, FLOAT, tables.category[0]?.length ?? 0)],
    [12, value(second, FLOAT, tables.attribute[0]?.length ?? 0)],
  );
  return Buffer.from(message([1, 8], [7, graph], [8, message([1, ''], [2, 17])]));
}
