export { type CheckResource, checkResource } from './checked.js';
export { type Limits } from './context.js';
export {
  type Access,
  type Authorize,
  createFhirHandler,
  type FhirServerDependencies,
  type Principal,
} from './handler.js';
export { type FhirHandler, type FhirHttpRequest, type FhirHttpResponse } from './http.js';
export { fhirMiddleware, type FhirMiddleware, type MiddlewareOptions } from './middleware.js';
export { storedObservations } from './stored-states.js';
