import { nirKey } from './detectors/rules/index.js';
import { type SpanCategory } from './pseudonymized-document.js';
import { SURROGATE_DOMAIN } from './surrogates/contacts.js';

/**
 * Fifteen signs whose key is right: no label needed. Parted as the number is read, or in three at most: parted anyhow, one
 * row of results in a hundred would be one. Each looks from every place: a number beside it hides none.
 */
const GROUPED =
  /(?<![\d\p{L}])(?=([1-478][ ._/-]{0,2}\d\d[ ._/-]{0,2}\d\d[ ._/-]{0,2}\d[\dAB][ ._/-]{0,2}\d{3}[ ._/-]{0,2}\d{3}[ .:/_-]{0,3}\d ?\d)(?!\d))/giu;
const IN_THREE = /(?<![\d\p{L}])(?=([1-478][\dAB]{0,14}(?:[ .-][\dAB]{1,14}){0,2})(?!\d))/giu;
const MAIL =
  /[\p{L}\d_.+-]["”»]? ?[@＠][)\]}]? ?([\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,5}\.\p{L}{2,10})/gu;

const isNir = (written: string): boolean => {
  const signs = written.toUpperCase().replace(/[^\dAB]/g, '');
  const month = Number(signs.slice(3, 5));
  const isMonth = (month >= 1 && month <= 12) || month >= 20;
  const body = signs.slice(0, 13);
  return isMonth && /^\d{5}(?:\d\d|2[AB])\d{6}$/.test(body) && nirKey(body) === signs.slice(13);
};

/** A word may be stuck to it: `…@courriel.example.Merci`. */
const isOurs = (domain: string): boolean =>
  domain === SURROGATE_DOMAIN || domain.startsWith(`${SURROGATE_DOMAIN}.`);

/**
 * Categories that stand in a text though no detector said so: national numbers whose key is right and mail boxes. Ours never
 * look so: a surrogate has an impossible month or a wrong key, and one domain.
 */
export function findResidues(text: string): SpanCategory[] {
  const found: SpanCategory[] = [];
  const numbers = [...text.matchAll(GROUPED), ...text.matchAll(IN_THREE)];
  if (numbers.some(([, written = '']) => isNir(written))) found.push('IDENTIFYING_CODE');
  if ([...text.matchAll(MAIL)].some(([, domain = '']) => !isOurs(domain.toLowerCase()))) found.push('EMAIL');
  return found;
}
