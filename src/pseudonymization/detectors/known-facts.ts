import { type Carer, type Identity, type Stay } from '../../patients/index.js';
import { COMMON_WORDS, EPONYMS, fold, foldLetters, MEDICAL_WORDS, NOT_NAMES } from '../lexicon/index.js';
import { type CodeKind, type SpanRole } from '../pseudonymized-document.js';

export interface KnownWord {
  readonly word: string;
  readonly category: 'LAST_NAME' | 'FIRST_NAME';
  readonly role: SpanRole;
  /** Also an ordinary or a medical word, or too short: needs a name's surroundings. */
  readonly common: boolean;
  /** Particles that stand before it in the whole name ("de la" of "de la Tour"), nearest first. */
  readonly particles: readonly string[];
}

export interface KnownCode {
  readonly digits: string;
  readonly kind: CodeKind;
}

/** What the message knows, in the forms the text is compared with. */
export interface KnownFacts {
  readonly words: ReadonlyMap<string, KnownWord>;
  /** Several words written as one (`legoff`, `dupontmarie`) → its words. */
  readonly joined: ReadonlyMap<string, readonly KnownWord[]>;
  readonly codes: readonly KnownCode[];
  readonly hasPatientName: boolean;
}

const PARTICLES = new Set(
  'de du des d la le les l van von der den el al ben bin ibn ould abou di da do dos del della san saint sainte st ste mac mc dit'.split(
    ' ',
  ),
);
export const isParticle = (folded: string): boolean => PARTICLES.has(folded);

/** Particles that are words of French: at the end of a name they are cut off, not a part ("Tran Van"). */
const ARTICLES = /^(?:d|l|de|du|des|la|le|les|dit|st|ste|saint|sainte)$/;

const NOT_PARTS = new Set([
  'epouse',
  'ep',
  'nee',
  'ne',
  'et',
  'veuve',
  'vve',
  'mme',
  'madame',
  'monsieur',
  'dr',
  'pr',
  'mr',
]);
export const nameParts = (name: string): string[] =>
  fold(name)
    .split(/[^a-z]+/)
    .filter((part) => part !== '' && !NOT_PARTS.has(part));

export const isCommon = (word: string): boolean =>
  word.length <= 3 ||
  COMMON_WORDS.has(word) ||
  EPONYMS.has(word) ||
  MEDICAL_WORDS.has(word) ||
  NOT_NAMES.has(word);

/** A particle, or the letter before an apostrophe ("N'Diaye"). */
const isLeading = (part: string): boolean => part.length === 1 || isParticle(part);

function particlesBefore(parts: readonly string[], at: number): string[] {
  const found: string[] = [];
  for (let back = at - 1; back >= 0 && isLeading(parts[back] as string); back -= 1)
    found.push(parts[back] as string);
  return found;
}

type Named = Pick<KnownWord, 'category' | 'role'> & { readonly name: string };

function namesOf(identity: Identity, carers: readonly Carer[]): Named[] {
  const named = (name: string | undefined, category: Named['category'], role: SpanRole): Named[] =>
    name === undefined || name.trim() === '' ? [] : [{ name, category, role }];
  return [
    ...named(identity.lastName, 'LAST_NAME', 'Patient'),
    ...named(identity.birthName, 'LAST_NAME', 'Patient'),
    ...(identity.otherNames ?? []).flatMap((name) => named(name, 'LAST_NAME', 'Patient')),
    ...[...identity.firstNames, ...(identity.otherFirstNames ?? [])].flatMap((name) =>
      named(name, 'FIRST_NAME', 'Patient'),
    ),
    ...carers.flatMap((carer) => [
      ...named(carer.lastName, 'LAST_NAME', 'Carer'),
      ...named(carer.firstName, 'FIRST_NAME', 'Carer'),
    ]),
  ];
}

const KINDS: Record<string, CodeKind> = {
  IPP: 'IPP',
  NDA: 'NDA',
  VN: 'NDA',
  NIR: 'NIR',
  INS: 'INS',
  AUTRE: 'AUTRE',
};

function codesOf(identity: Identity, stay: Stay, carers: readonly Carer[]): KnownCode[] {
  const known = [...identity.identifiers, ...stay.identifiers].map(({ kind, value }) => ({
    digits: fold(value).replace(/[^a-z0-9]/g, ''),
    kind: KINDS[kind] ?? 'AUTRE',
  }));
  const rpps = carers.map((carer) => ({
    digits: carer.rpps?.replace(/\D/g, '') ?? '',
    kind: 'RPPS' as const,
  }));
  return [...known, ...rpps].filter(({ digits }) => digits.length >= 4);
}

export function knownFacts(identity: Identity, stay: Stay, carers: readonly Carer[]): KnownFacts {
  const words = new Map<string, KnownWord>();
  const joined = new Map<string, readonly KnownWord[]>();
  const whole: KnownWord[][] = [];
  for (const { name, category, role } of namesOf(identity, carers)) {
    const parts = nameParts(name);
    const known = parts.map((word, at) => ({
      word,
      category,
      role,
      common: isCommon(word),
      particles: particlesBefore(parts, at),
    }));
    const alone = known.filter(
      ({ word }, at) =>
        word.length >= 2 &&
        (parts.length === 1 || !isParticle(word) || (at === parts.length - 1 && !ARTICLES.test(word))),
    );
    for (const entry of alone) if (!words.has(entry.word)) words.set(entry.word, entry);
    if (known.length > 1) joined.set(foldLetters(name), known);
    whole.push(known);
  }
  for (const one of whole) {
    for (const other of whole) {
      if (one === other || one[0]?.role !== other[0]?.role || one[0]?.category === other[0]?.category)
        continue;
      const all = [...one, ...other];
      const key = all.map(({ word }) => word).join('');
      if (!joined.has(key)) joined.set(key, all);
    }
  }
  const hasPatientName = (identity.lastName ?? identity.birthName ?? '').trim() !== '';
  return { words, joined, codes: codesOf(identity, stay, carers), hasPatientName };
}
