import { plain } from './plain.js';
import { type Reference, type ResponseValue } from './value.js';

type Measures = Pick<ResponseValue, 'targetSumMm' | 'targetSumChangePercent' | 'reference'>;

const SUM =
  /somme (?:actuelle |totale )?(?:des? )?(?:plus grands? )?(?:diametres? |axes? )?(?:des? )?(?:lesions? )?(?:cibles?)?[^.;\n\d]{0,30}?(\d{1,3}(?:[.,]\d)?) ?(mm|cm)\b/g;
const PERCENT =
  /(?<sign>[+-]|diminution|regression|reduction|baisse|augmentation|majoration|progression|hausse)[^.;\n\d%]{0,60}(?<number>\d{1,3}(?:[.,]\d{1,2})?) ?%/g;
const ABOUT = /somme|cible|recist|diametre|nadir|baseline|bilan initial|examen (?:initial|precedent)/;
const SHRINKS = /^(?:-|dim|reg|red|bai)/;
const REFERENCES: readonly (readonly [Reference, RegExp])[] = [
  ['nadir', /nadir/],
  ['baseline', /baseline|initial|de base|de reference|avant traitement/],
  ['previous', /precedent|dernier|anterieur/],
];
const AROUND = 80;
const REFERENCE_AFTER = 70;

const numberOf = (written: string): number => Number(written.replace(',', '.'));

/** The last sum of target diameters that a stretch gives, and its change where it says one. Nothing is computed. */
export function measuresIn(text: string): Measures {
  const read = plain(text);
  const sum = [...read.matchAll(SUM)].at(-1);
  const change = [...read.matchAll(PERCENT)].findLast(({ index, 0: words }) =>
    ABOUT.test(read.slice(Math.max(0, index - AROUND), index + words.length + AROUND)),
  );
  const percent = change?.groups && {
    targetSumChangePercent:
      numberOf(change.groups['number'] ?? '') * (SHRINKS.test(change.groups['sign'] ?? '') ? -1 : 1),
  };
  const around = change
    ? read.slice(Math.max(0, change.index - AROUND), change.index + change[0].length + REFERENCE_AFTER)
    : '';
  const reference = REFERENCES.find(([, words]) => words.test(around))?.[0];
  return {
    ...(sum && { targetSumMm: numberOf(sum[1] ?? '') * (sum[2] === 'cm' ? 10 : 1) }),
    ...percent,
    ...(percent && reference && { reference }),
  };
}
