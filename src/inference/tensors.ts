/** Numbers in rows: `data.length` is `rows × columns`. */
export interface Rows<T extends Int32Array | Float32Array> {
  readonly data: T;
  readonly rows: number;
  readonly columns: number;
}

/** A model in the thread that holds it: tensors in, tensors out, by the names of the manifest. */
export interface RunningModel {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Its manifest, as it is written. */
  readonly settings: Readonly<Record<string, unknown>>;
  run(inputs: Readonly<Record<string, Rows<Int32Array>>>): Promise<Record<string, Rows<Float32Array>>>;
}
