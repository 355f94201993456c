export { type APackage, writePackage } from './packages.js';
export { tinyOnnx, type TinyModel } from './tiny-onnx.js';
