import { aDocumentOf, spanOf } from '../../test/support/evaluation/index.js';
import { differencesOf } from './differences.js';

const TEXT = 'Mme Odile Belvaux, Dr Marin, guide de mars 2019, aspirine.';
const FIRST = spanOf(TEXT, 'Odile', { category: 'FIRST_NAME' });
const LAST = spanOf(TEXT, 'Belvaux');
const CARER = spanOf(TEXT, 'Marin', { role: 'Carer' });
const GUIDE = spanOf(TEXT, 'mars 2019', { category: 'UNIDENTIFYING_DATE', role: null });
const document = aDocumentOf(TEXT, [FIRST, LAST, CARER, GUIDE]);

describe('differences', () => {
  it('of the gold with itself are none', () => {
    expect(differencesOf(document, document.spans)).toEqual([]);
  });

  it('are leaks where a token is covered by nothing, else missed, and extra', () => {
    const found = [
      { ...FIRST, role: 'Carer' as const },
      { ...LAST, start: LAST.start + 1 },
      spanOf(TEXT, 'aspirine'),
    ];
    expect(differencesOf(document, found).map(({ what, label }) => `${what} ${label}`)).toEqual([
      'missed FIRST_NAME Patient',
      'extra FIRST_NAME Carer',
      'leak LAST_NAME Patient',
      'extra LAST_NAME Patient',
      'leak LAST_NAME Carer',
      'missed UNIDENTIFYING_DATE',
      'extra LAST_NAME Patient',
    ]);
  });
});
