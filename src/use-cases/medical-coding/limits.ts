import { readYaml } from '../../text/index.js';
import { type CaseContext } from '../finding.js';
import { isWithin } from './rules.js';

interface Limit {
  readonly codes: readonly string[];
  readonly sex?: 'F' | 'M';
  readonly age?: { readonly from?: number; readonly below?: number };
}

const LIMITS = readYaml<readonly Limit[]>(import.meta.url, './limits.yml');
const RELATED = readYaml<{ readonly withRelated: readonly string[]; readonly related: readonly string[] }>(
  import.meta.url,
  './related.yml',
);
const begins = (code: string, heads: readonly string[]): boolean =>
  heads.some((head) => code.startsWith(head));

/** Whether such a patient may have a code; what is not known of the patient forbids nothing. */
export function mayHave(code: string, { sex, age }: CaseContext): boolean {
  return LIMITS.filter(({ codes }) => begins(code, codes)).every(
    (limit) =>
      (limit.sex === undefined || sex === 'U' || sex === limit.sex) &&
      (age === null || isWithin(age, limit.age)),
  );
}

/** Whether a principal diagnosis asks for a related one. */
export const asksForRelated = (code: string): boolean => begins(code, RELATED.withRelated);
export const mayBeRelated = (code: string): boolean => begins(code, RELATED.related);
