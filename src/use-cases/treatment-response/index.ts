export { treatmentResponse } from './treatment-response.use-case.js';
export { type ResponseClass, type ResponseValue } from './value.js';
