export { ApiModule } from './api.module.js';
export { NoLeakFilter } from './no-leak.filter.js';
export { createOperations, type Operations } from './typeorm-operations.repository.js';
