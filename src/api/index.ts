export { ApiModule } from './api.module.js';
export { NoLeakFilter } from './no-leak.filter.js';
export { keepRefusedQuestions } from './refused-questions.js';
export { PSEUDONYMS } from './tokens.js';
export { OPENAPI_PATH, openApiOf, serveOpenApi } from './openapi.module.js';
export { createOperations, type Operations } from './typeorm-operations.repository.js';
