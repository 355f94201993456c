import { PRIORITY, type Candidate } from '../candidate.js';
import { settled } from './settle.js';

type Category = Candidate['category'];

const candidate = (
  text: string,
  stretch: string,
  category: Category,
  detector: 'model' | 'rule',
): Candidate => {
  const start = text.indexOf(stretch);
  return {
    ...{ start, end: start + stretch.length, category, role: null, detector },
    ...{ score: 0.9, priority: PRIORITY.labelled },
  };
};

/** What is left of one stretch a model saw, beside those that rules saw. */
function left(text: string, seen: string, category: Category, ...ruled: string[]): string[] {
  const rules = ruled.map((stretch) => candidate(text, stretch, category, 'rule'));
  return settled([candidate(text, seen, category, 'model')], rules, text).map(({ start, end }) =>
    text.slice(start, end),
  );
}

describe('dates a model saw', () => {
  it.each([
    ['Prevenar 20 fait', '20'],
    ['Kiné 1/sem.', '1'],
    ['Il appelle le 15 vers midi', '15'],
    ['Page 2 / 4', '2'],
    ['Trimbow 87/5/9', '87/5/9'],
    ['Insert 52/28', '52/28'],
    ['GAINE 10/12.', '10/12'],
  ])('%s: none', (text, seen) => {
    expect(left(text, seen, 'IDENTIFYING_DATE')).toEqual([]);
  });

  it.each([
    ['revu le 17 chez lui', '17'],
    ['le 4/2', '4/2'],
    ['la veille du ramadan 2025', 'ramadan 2025'],
    ['à la Saint-Jean', 'Saint-Jean'],
  ])('%s: one', (text, seen) => {
    expect(left(text, seen, 'IDENTIFYING_DATE')).toEqual([seen]);
  });

  it('end where a rule says so', () => {
    expect(left('le 5 mars auprès de lui', 'mars auprès', 'IDENTIFYING_DATE', '5 mars')).toEqual([]);
    expect(left('du 3 au 9 mai', '3 au 9 mai', 'IDENTIFYING_DATE', '3', '9 mai')).toEqual([]);
    expect(left('14, 16 mai', '14, 16 mai', 'IDENTIFYING_DATE', '16 mai')).toEqual([]);
    expect(left('le 14, 16 mai', '14, 16 mai', 'IDENTIFYING_DATE', '16 mai')).toEqual(['14']);
  });
});

describe('numbers a model saw', () => {
  it.each([
    ['bloc B26.004417-A2, lu', '26.004417', 'B26.004417-A2'],
    ['File: EMG260118_02', '260118_', 'EMG260118_02'],
    ['capteur 0MK-00Y5K1 posé', '00Y5K', '0MK-00Y5K1'],
    ['Stimulateur PJN604', 'PJN604', 'PJN604'],
    ['IPP8001230 vu', '8001230', '8001230'],
    ['n° 4417 vu', '4417', '4417'],
  ])('%s: the whole run', (text, seen, whole) => {
    expect(left(text, seen, 'IDENTIFYING_CODE')).toEqual([whole]);
  });

  it.each([
    ['07:12   168/94   82', '12   168/94'],
    ['96   330   -175', '96   330   -175'],
    ['CPK 2140', '2140'],
    ['SEJ 12', 'SEJ'],
    ['vu le 12/03/2025', '12/03/2025'],
  ])('%s: no code', (text, seen) => {
    expect(left(text, seen, 'IDENTIFYING_CODE')).toEqual([]);
  });

  it.each([
    ['122/74     88    97     36,9', '74     88    97     36'],
    ['GGHW0000', '0000'],
    ['capital de 40 000 euros', '40 000'],
    ['Fresenius 6008', '6008'],
  ])('%s: no phone', (text, seen) => {
    expect(left(text, seen, 'PHONE_NUMBER')).toEqual([]);
  });

  it.each([
    ['joindre le 01 99 00 12 34', '01 99 00 12 34'],
    ['poste 4512', '4512'],
    ['DECT interne : 62 118', '62 118'],
    ['au zéro un deux', 'zéro un deux'],
  ])('%s: a phone', (text, seen) => {
    expect(left(text, seen, 'PHONE_NUMBER')).toEqual([seen]);
  });
});
