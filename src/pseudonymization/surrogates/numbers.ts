import { isLuhnValid, nirKey } from '../detectors/rules/checksums.js';
import { nationalDigits } from '../detectors/identity/facts.js';
import { type Draw, shapedLike, type Surrogate, type SurrogateContext } from './context.js';
import { inWords } from './number-words.js';

const compact = (raw: string): string => raw.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Puts `letters` where the letters and digits of `raw` stand. */
function inShape(raw: string, letters: string): string {
  let at = 0;
  return raw.replace(/[A-Za-z0-9]/g, (sign) => {
    const next = letters[at] ?? sign;
    at += 1;
    return sign === sign.toLowerCase() ? next.toLowerCase() : next;
  });
}

function sameKinds(code: string, draw: Draw): string {
  // Letters before a number are a series; letters alone may be somebody's name.
  const keepsLetters = code.replace(/\D/g, '').length >= 4;
  return [...code]
    .map((sign, at) => {
      if (/\d/.test(sign)) return String(at === 0 && sign !== '0' ? 1 + draw.next(9) : draw.next(10));
      return at < 3 && keepsLetters ? sign : String.fromCharCode(65 + draw.next(26));
    })
    .join('');
}

/** Month 13 to 19 exists in no NIR, and the key is wrong too. */
function nir(code: string, draw: Draw): string {
  const digits = (count: number): string =>
    Array.from({ length: count }, () => String(draw.next(10))).join('');
  const body = `${code[0] ?? '1'}${digits(2)}1${String(3 + draw.next(7))}${digits(2)}${digits(6)}`;
  const right = Number(nirKey(body));
  const key = String(1 + ((right + draw.next(95)) % 97)).padStart(2, '0');
  return code.length > 13
    ? body + (Number(key) === right ? String((right % 97) + 1).padStart(2, '0') : key)
    : body;
}

function luhnBroken(code: string, draw: Draw): string {
  const made = sameKinds(code, draw);
  if (!isLuhnValid(made)) return made;
  return made.slice(0, -1) + String((Number(made.at(-1)) + 1) % 10);
}

/** A number of the same shape that belongs to nobody: impossible month, broken key. */
export const surrogateCode: Surrogate = (raw, { kind }, context) => {
  const code = compact(raw);
  const made = context.once('IDENTIFYING_CODE', code, (draw) => {
    if ((kind === 'NIR' || kind === 'INS') && /^\d[\dAB]{12}/.test(code)) return nir(code, draw);
    if (kind === 'RPPS' || kind === 'FINESS') return luhnBroken(code, draw);
    return sameKinds(code, draw);
  });
  return inShape(raw, made);
};

/** Ranges ARCEP keeps for fiction: national digits without the trunk zero, then four free digits. */
const FICTION: Readonly<Record<string, string>> = {
  1: '19900',
  2: '26191',
  3: '35301',
  4: '46571',
  5: '53649',
  6: '63998',
  7: '63998',
  8: '19900',
  9: '19900',
};

export const surrogatePhone: Surrogate = (raw, _, context) => {
  const national = nationalDigits(raw);
  const isFrench =
    national.length === 9 && (/^\s*0[1-9]/.test(raw.replace(/\D*/, '')) || /33/.test(raw.slice(0, 6)));
  const made = context.once('PHONE_NUMBER', national, (draw) => {
    if (!isFrench) return sameKinds(national, draw);
    const free = Array.from({ length: 4 }, () => String(draw.next(10))).join('');
    return `${FICTION[national[0] as string] ?? '19900'}${free}`;
  });
  let fromEnd = made.length;
  return [...raw]
    .reverse()
    .map((sign) => {
      if (!/\d/.test(sign) || fromEnd === 0) return sign;
      fromEnd -= 1;
      return made[fromEnd] ?? sign;
    })
    .reverse()
    .join('');
};

/** An age above the cap, whatever it was. */
export function surrogateAge(raw: string, { policy }: SurrogateContext): string {
  const age = policy.ageCap + 1;
  if (/\d/.test(raw)) return raw.replace(/\d+(?:[.,]\d)?(?: ?½)?/, String(age));
  return shapedLike(
    /ans$/i.test(raw) ? `${inWords(age)} ans` : `de plus de ${inWords(policy.ageCap)} ans`,
    raw,
  );
}
