export { inferenceFailure } from './failures.js';
export { type ModelManifest } from './manifest.js';
export { loadModelPackage, type ModelPackage } from './model-package.js';
export { ModelPool, type ModelPoolOptions } from './model-pool.js';
export { type Model } from './ports.js';
export { type Rows, type RunningModel } from './tensors.js';
export { type Program } from './thread-protocol.js';
