import { type ResponseValue } from './value.js';

/** Nothing in the report assesses a treatment. */
export const notApplicable = (): ResponseValue => ({
  class: 'NonApplicable',
  criteria: null,
  current: true,
  explanation: 'no-assessment',
});
