import fc from 'fast-check';
import { fuzzRuns } from '../../test/support/fuzz.js';
import { aDocument, aPseudonymizer, known, thePolicy } from '../../test/support/pseudonymization/index.js';
import { NO_IDENTITY, type Identity } from '../patients/index.js';
import { type Policy } from './policy.js';
import { type ModelReader } from './detectors/model/index.js';
import { type PseudonymizedDocument, type SpanCategory } from './pseudonymized-document.js';

const POLICIES = ['care', 'warehouse', 'training', 'demonstration'].map((name) => thePolicy(name));

/** Invented words of the shapes names have: none is a French word, a town or a drug. */
const SYLLABLES = ['bro', 'zel', 'qua', 'vim', 'dré', 'jaf', 'ouk', 'nîr', 'gwé', 'tüs', 'phy', 'xan'];
const word = fc
  .array(fc.constantFrom(...SYLLABLES), { minLength: 2, maxLength: 4 })
  .map((parts) => parts.join(''))
  .map((made) => made.charAt(0).toUpperCase() + made.slice(1));
const surname = fc.oneof(
  word,
  fc.tuple(word, word).map(([a, b]) => `${a}-${b}`),
  word.map((made) => `de ${made}`),
  word.map((made) => `El ${made}`),
);
const who = fc.record({
  lastName: surname,
  birthName: surname,
  firstName: word,
  year: fc.integer({ min: 1920, max: 2020 }),
  month: fc.integer({ min: 1, max: 12 }),
  // Not the first: a generalized birth date is 1 January of its year, whoever was born then.
  day: fc.integer({ min: 2, max: 28 }),
  ipp: fc.integer({ min: 100_000_000, max: 999_999_999 }).map(String),
  phone: fc.integer({ min: 0, max: 9_999 }).map((four) => `063998${String(four).padStart(4, '0')}`),
});
type Who = typeof who extends fc.Arbitrary<infer T> ? T : never;

const two = (value: number) => String(value).padStart(2, '0');
const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');
/** Ways one document writes what the message knows. */
const WAYS: readonly ((one: Who) => string)[] = [
  ({ lastName, firstName }) => `Mme ${lastName.toUpperCase()} ${firstName}`,
  ({ lastName }) => bare(lastName).toUpperCase(),
  ({ firstName, lastName }) => `${firstName} ${lastName}`,
  ({ birthName }) => `née ${birthName}`,
  ({ lastName }) => `Nom : ${lastName}`,
  ({ firstName }) => `le patient, ${firstName}, va bien`,
  ({ day, month, year }) => `né le ${two(day)}/${two(month)}/${year}`,
  ({ day, month, year }) => `DDN ${year}-${two(month)}-${two(day)}`,
  ({ ipp }) => `IPP ${ipp}`,
  ({ ipp }) => `${ipp.slice(0, 3)} ${ipp.slice(3, 6)} ${ipp.slice(6)}`,
  ({ phone }) => `tél. ${phone.replace(/(..)(?=.)/g, '$1.')}`,
  ({ firstName, lastName }) =>
    `${bare(firstName)}.${bare(lastName).replace(/\W/g, '')}@poste.example`.toLowerCase(),
  ({ lastName }) => `${[...lastName.toUpperCase()].join(' ')}`,
];
const NOISE = fc.constantFrom(
  ...['\n', '\r\n', '\t', '  ', ' ; ', '|', ' 🫀 ', '\u00a0', ' – ', '(', ')', '« ', ' »', ', '],
  ...[
    'HER2 : score 3+',
    'TA 12/8',
    'Escherichia coli',
    '38,5 °C',
    'le 12 mars 2024',
    'Maladie de Crohn',
    'Z\u0301',
  ],
  ...['à J3', '06-10 mg', 'Score de Glasgow 15', 'Dr BROZEL', 'CHU de Valmorange', '[NOM]', '\ud800', '<b>'],
);
const aCase = fc.record({
  who,
  policy: fc.constantFrom<Policy>(...POLICIES),
  pieces: fc.array(fc.oneof(fc.constantFrom(...WAYS), NOISE, fc.string({ unit: 'grapheme', maxLength: 6 })), {
    minLength: 1,
    maxLength: 24,
  }),
});

const textOf = ({ who: one, pieces }: { who: Who; pieces: readonly (string | ((one: Who) => string))[] }) =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece(one))).join(' ');
const identityOf = (one: Who): Identity => ({
  ...NO_IDENTITY,
  lastName: one.lastName,
  birthName: one.birthName,
  firstNames: [one.firstName],
  birthDate: `${one.year}-${two(one.month)}-${two(one.day)}`,
  phones: [one.phone],
  identifiers: [{ kind: 'IPP', value: one.ipp }],
});

const CATEGORIES = Object.keys((POLICIES[0] as Policy).categories) as SpanCategory[];
/** What a model that errs may say: where, as shares of the text, and of what. */
const said = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 25 }),
    category: fc.constantFrom(...CATEGORIES.filter((category) => category !== 'AGE')),
    role: fc.constantFrom('Patient' as const, 'Carer' as const, 'Hospital' as const, 'Other' as const, null),
    score: fc.double({ min: 0.3, max: 1, noNaN: true }),
  }),
  { maxLength: 12 },
);
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

function erring(spans: Said): ModelReader {
  return {
    read: (text) => {
      let free = 0;
      const found = [...spans]
        .sort((a, b) => a.at - b.at)
        .flatMap(({ at, length, ...rest }) => {
          const start = Math.floor(at * text.length);
          const end = Math.min(text.length, start + length);
          if (start < free || end <= start) return [];
          free = end;
          return [{ start, end, ...rest, kind: null, attributeScore: rest.score }];
        });
      return Promise.resolve({ ok: true, value: { model: '0.0.1', spans: found } });
    },
    close: () => Promise.resolve(),
  };
}

function expectCoherent(text: string, made: PseudonymizedDocument): void {
  let [rebuilt, original, at, read] = ['', '', 0, 0];
  for (const { start, end, replacement } of made.spans) {
    expect(start).toBeGreaterThanOrEqual(at);
    expect(end).toBeGreaterThan(start);
    rebuilt += text.slice(at, start) + replacement;
    at = end;
  }
  expect(made.text).toBe(rebuilt + text.slice(at));
  at = 0;
  for (const edit of made.alignment.edits) {
    original +=
      made.text.slice(read, edit.pseudonymized.start) + text.slice(edit.original.start, edit.original.end);
    read = edit.pseudonymized.end;
    expect(made.alignment.toPseudonymized(edit.original)).toEqual(edit.pseudonymized);
    const between = { start: at, end: edit.original.start };
    if (between.end > between.start) {
      const there = made.alignment.toPseudonymized(between);
      expect(made.text.slice(there.start, there.end)).toBe(text.slice(between.start, between.end));
      expect(made.alignment.toOriginal(there)).toEqual(between);
    }
    at = edit.original.end;
  }
  expect(original + made.text.slice(read)).toBe(text);
}

/** Read otherwise than the room does: letters only, whatever their case and accents. */
function expectNobody(one: Who, text: string): void {
  const words = new Set(
    bare(text)
      .toLowerCase()
      .split(/[^a-z]+/),
  );
  for (const name of [one.lastName, one.birthName, one.firstName])
    for (const part of bare(name)
      .toLowerCase()
      .split(/[^a-z]+/))
      if (part.length > 3) expect(words).not.toContain(part);
  const digits = text.replace(/[ .]/g, '');
  expect(digits).not.toContain(one.ipp);
  expect(digits).not.toContain(one.phone);
  expect(text).not.toContain(`${one.year}-${two(one.month)}-${two(one.day)}`);
  expect(text).not.toContain(`${two(one.day)}/${two(one.month)}/${one.year}`);
}

describe('pseudonymization of random documents', () => {
  it('leaves nothing of the patient, and goes back to the original to the letter, under each policy', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(aCase, async ({ who: one, policy, pieces }) => {
        const text = textOf({ who: one, pieces });
        const given = () => known({ identity: identityOf(one) });
        const made = await aPseudonymizer({ policy }).pseudonymize(aDocument(text), given());
        if (!made.ok) {
          refused += 1;
          expect(made.failure.code).toBe('PSEUDONYMIZATION_INCOMPLETE');
          expectNobody(one, made.failure.message);
          return;
        }
        expectCoherent(text, made.value);
        expectNobody(one, made.value.text);
        const again = await aPseudonymizer({ policy }).pseudonymize(aDocument(text), given());
        expect(again.ok && again.value.text).toBe(made.value.text);
      }),
      { numRuns: fuzzRuns() },
    );
    // A refusal is safe, and stops a report that a person must then look at.
    expect(refused).toBeLessThanOrEqual(fuzzRuns() / 50);
  }, 300_000);

  it('leaves nothing of the patient, whatever a model says', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(aCase, said, async ({ who: one, policy, pieces }, spans) => {
        const text = textOf({ who: one, pieces });
        const made = await aPseudonymizer({ policy, model: erring(spans) }).pseudonymize(
          aDocument(text),
          known({ identity: identityOf(one) }),
        );
        if (!made.ok) {
          // What it is sure of and no word of which is a name: it errs, and the document waits for a person.
          if (made.failure.code === 'PSEUDONYMIZATION_DOUBTED') return;
          refused += 1;
          expect(made.failure.code).toBe('PSEUDONYMIZATION_INCOMPLETE');
          return;
        }
        expectCoherent(text, made.value);
        expectNobody(one, made.value.text);
      }),
      { numRuns: fuzzRuns() },
    );
    expect(refused).toBeLessThanOrEqual(fuzzRuns() / 50);
  }, 300_000);
});
