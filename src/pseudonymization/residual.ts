import { nirKey } from './detectors/rules/index.js';
import { type SpanCategory } from './pseudonymized-document.js';
import { SURROGATE_DOMAIN } from './surrogates/contacts.js';

/** Fifteen signs however they are parted: no label needed, the key tells. */
const FIFTEEN = /(?<![\d\p{L}])[1-478](?:[ .-]?\d){5}[ .-]?[\dAB](?:[ .-]?\d){6}[ .:/-]{0,3}\d ?\d(?!\d)/giu;
const MAIL = /[\p{L}\d] ?@ ?([\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,5}\.\p{L}{2,10})/gu;

const isNir = (written: string): boolean => {
  const signs = written.toUpperCase().replace(/[^\dAB]/g, '');
  const month = Number(signs.slice(3, 5));
  const isMonth = (month >= 1 && month <= 12) || month >= 20;
  const body = signs.slice(0, 13);
  return isMonth && /^\d{5}(?:\d\d|2[AB])\d{6}$/.test(body) && nirKey(body) === signs.slice(13);
};

/**
 * Categories that stand in a text though no detector said so: national numbers whose key is right and mail boxes. Ours never
 * look so: a surrogate has an impossible month or a wrong key, and one domain.
 */
export function findResidues(text: string): SpanCategory[] {
  const found: SpanCategory[] = [];
  if ([...text.matchAll(FIFTEEN)].some(([written]) => isNir(written))) found.push('IDENTIFYING_CODE');
  if ([...text.matchAll(MAIL)].some(([, domain]) => domain?.toLowerCase() !== SURROGATE_DOMAIN))
    found.push('EMAIL');
  return found;
}
