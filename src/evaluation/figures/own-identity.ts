import { type Identity } from '../../patients/index.js';
import { type PseudonymizedDocument, type SpanCategory } from '../../pseudonymization/index.js';
import { type AnnotatedSpan } from '../corpora/annotated.js';
import { coverOf } from './cover.js';
import { wordPieces } from './word-pieces.js';

const OWN_CODES: readonly unknown[] = ['IPP', 'NDA', 'NIR', 'INS'];
const compact = (value: string): string =>
  value
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Does the gold mark it as the patient's, in the message or not? */
function isOwn(span: AnnotatedSpan, covered: string, values: ReadonlySet<string>): boolean {
  switch (span.category) {
    case 'LAST_NAME':
    case 'FIRST_NAME':
      return span.role === 'Patient';
    case 'PATIENT_BIRTHDATE':
      return true;
    case 'IDENTIFYING_CODE':
      return OWN_CODES.includes(span.kind) || values.has(compact(covered));
    default:
      return values.has(compact(covered));
  }
}

/**
 * Categories of the patient's own identity that still stand in the pseudonymized text: names, birth date and numbers
 * that the gold marks as the patient's, and what the message knows of address, phone and e-mail, where it was not altered.
 */
export function ownIdentityLeft(
  text: string,
  gold: readonly AnnotatedSpan[],
  identity: Identity,
  pseudonymized: Pick<PseudonymizedDocument, 'text' | 'alignment'>,
): SpanCategory[] {
  const known = knownValues(identity);
  const values = new Set(known.map(({ value }) => value).filter((value) => value.length >= 4));
  const altered = coverOf(
    pseudonymized.alignment.edits.map(({ original }) => original),
    text.length,
  );
  const own = gold.filter((span) => isOwn(span, text.slice(span.start, span.end), values));
  const pieces = wordPieces(text, own);
  const left = new Set(
    own
      .filter((span) =>
        pieces.some((piece) => piece.start >= span.start && piece.end <= span.end && !altered.holds(piece)),
      )
      .map(({ category }) => category),
  );
  const output = compact(pseudonymized.text);
  for (const { category, value } of known)
    if (NUMBERS.has(category) && value.length >= 8 && output.includes(value)) left.add(category);
  return [...left].sort();
}

interface KnownValue {
  readonly category: SpanCategory;
  /** Letters and digits only, folded. */
  readonly value: string;
}

/** Searched in the output whatever the gold says. */
const NUMBERS: ReadonlySet<SpanCategory> = new Set(['PHONE_NUMBER', 'EMAIL', 'IDENTIFYING_CODE']);

function knownValues({ addresses, phones, emails, identifiers }: Identity): KnownValue[] {
  const of = (category: SpanCategory, values: readonly (string | undefined)[]): KnownValue[] =>
    values.map((value) => ({ category, value: compact(value ?? '') }));
  return [
    ...of(
      'ADDRESS',
      addresses.map(({ line }) => line),
    ),
    ...of(
      'POSTAL_CODE',
      addresses.map(({ postalCode }) => postalCode),
    ),
    ...of(
      'CITY',
      addresses.map(({ city }) => city),
    ),
    ...of('PHONE_NUMBER', phones),
    ...of('EMAIL', emails),
    ...of(
      'IDENTIFYING_CODE',
      identifiers.flatMap(({ value, key = '' }) => [value, value + key]),
    ),
  ];
}
