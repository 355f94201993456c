import { aSpan, spanOf } from '../../../test/support/evaluation/index.js';
import { NO_IDENTITY } from '../../patients/index.js';
import { createAlignment, type PseudonymizedText } from '../../pseudonymization/index.js';
import { type AnnotatedSpan } from '../corpora/annotated.js';
import { ownIdentityLeft } from './own-identity.js';

const TEXT = 'Mme Odile Belvaux, née le 03/09/1951 à Renneville, vue par le Dr Marin. IPP 8001234567';
const GOLD = {
  first: spanOf(TEXT, 'Odile', { category: 'FIRST_NAME' }),
  last: spanOf(TEXT, 'Belvaux'),
  birth: spanOf(TEXT, '03/09/1951', { category: 'PATIENT_BIRTHDATE', role: null }),
  town: spanOf(TEXT, 'Renneville', { category: 'CITY' }),
  carer: spanOf(TEXT, 'Marin', { role: 'Carer' }),
  ipp: spanOf(TEXT, '8001234567', { category: 'IDENTIFYING_CODE', role: null, kind: 'IPP' }),
} satisfies Record<string, AnnotatedSpan>;
const IDENTITY = {
  ...NO_IDENTITY,
  ...{ lastName: 'BELVAUX', firstNames: ['Odile'], addresses: [{ city: 'RENNEVILLE' }] },
  identifiers: [{ kind: 'IPP' as const, value: '8001234567' }],
};

/** The text with `XX` in place of each altered stretch. */
function left(
  altered: readonly { start: number; end: number }[],
  gold: readonly AnnotatedSpan[] = Object.values(GOLD),
) {
  let text = '';
  let read = 0;
  const edits = altered.map((original) => {
    text += TEXT.slice(read, original.start);
    const start = text.length;
    text += 'XX';
    read = original.end;
    return { original, pseudonymized: { start, end: text.length } };
  });
  text += TEXT.slice(read);
  return ownIdentityLeft(TEXT, gold, IDENTITY, {
    text: text as PseudonymizedText,
    alignment: createAlignment(edits),
  });
}

describe('what is left of the own identity', () => {
  const { first, last, birth, town, carer, ipp } = GOLD;

  it('is nothing where all of it was altered, whoever else is named', () => {
    expect(left([first, last, birth, town, ipp])).toEqual([]);
  });

  it('is each category of which a word stands', () => {
    expect(left([carer])).toEqual([
      'CITY',
      'FIRST_NAME',
      'IDENTIFYING_CODE',
      'LAST_NAME',
      'PATIENT_BIRTHDATE',
    ]);
    expect(left([first, { ...last, end: last.end - 1 }, birth, town, ipp])).toEqual(['LAST_NAME']);
  });

  it('is no town that the message does not know', () => {
    expect(
      left([first, last, birth, ipp], [first, last, birth, ipp, aSpan({ ...carer, category: 'CITY' })]),
    ).toEqual([]);
  });

  it('is a known number wherever it stands, whatever the gold says', () => {
    expect(left([first, last, birth, town], [first, last])).toEqual(['IDENTIFYING_CODE']);
  });
});
