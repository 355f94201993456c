import { growsLinearly } from '../../test/support/growth.js';
import { segment } from '../text/index.js';
import { layTerminology } from '../terminology/index.js';
import { CATALOG, stayCatalog } from './catalog.js';
import { type CaseContext, NO_CONTEXT } from './finding.js';
import { type DocumentUseCaseInput } from './use-case.js';

const UNITS = [
  'EGFR muté\n',
  'HER2 3+, RE 90 %, RP négatif. ',
  'EGFR, KRAS, BRAF, ',
  'absence de mutation EGFR, KRAS, BRAF, ',
  'CA 15-3 : 34 U/mL (12/03/2024)\n',
  '| ACE | 12 | 34 | 45 |\n',
  '(((HER2 ',
  'Scanner du 12/03/2024 : réponse partielle, RECIST 1.1. ',
  'lésion de 42 mm contre 28 mm, ',
  'chimiothérapie, stabilité, récidive, ',
  'E. coli BLSE, pas de SARM, ',
  'Hémocultures positives à E. coli. ',
  'amoxicilline S, gentamicine R, ',
  '| Amoxicilline | R | 32 |\n',
  'Consultation du 28.03.2017 : portage de BLSE\n',
  'Dépistage : SARM, BLSE, EPC\n',
  'pas de pneumonie, infection ',
  '☒ BLSE ☐ EPC ',
  'Hospitalisé pour OAP sur FA, traité par furosémide. ',
  'anémie à 6,9 g/dL transfusée, chute à domicile, ',
  'hernie crurale droite étranglée ',
  '12,5 34 56/78 ',
  '         \t',
];
/** A head that is said of all the items behind it. */
const LISTS: readonly (readonly [head: string, unit: string])[] = [
  ['NGS : absence de mutation des gènes ', 'EGFR, KRAS, BRAF, '],
  ['Sont positifs : ', 'CD20, CD10, BCL6, '],
  ['Pas de ', 'pneumonie, méningite, '],
  ['Hémocultures à E. coli : ', 'amoxicilline R, gentamicine S, '],
  ['Réponse complète de ', 'la lésion de 42 mm, '],
];
const UP_TO = 60_000;

type Read = (document: DocumentUseCaseInput['document'], context: CaseContext) => readonly unknown[];
const READERS: readonly (readonly [id: string, read: Read])[] = [
  ...CATALOG.map(
    (one) => [one.id, (document, context) => one.run({ document, context, needed: {} })] as [string, Read],
  ),
  ...stayCatalog(layTerminology([])).map(
    (one) =>
      [one.id, (document, context) => one.run({ documents: [{ id: 'D', document, context }] })] as [
        string,
        Read,
      ],
  ),
];

const reader = (read: Read, head: string, unit: string) => (size: number) => {
  const text = head + unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  const document = { text, ...segment(text) } as unknown as DocumentUseCaseInput['document'];
  return read(document, { ...NO_CONTEXT, documentDate: '2025-01-01' });
};

describe.each(READERS)('%s', (_, useCase) => {
  const cases = [...LISTS, ...UNITS.map((unit) => ['', unit] as const)];
  it.each(cases)('of %j %j takes time and gives results in proportion', async (head, unit) => {
    const read = reader(useCase, head, unit);
    expect(await growsLinearly(read, { upTo: UP_TO })).toBe(true);
    const written = (size: number) => JSON.stringify(read(size)).length;
    expect(written(UP_TO)).toBeLessThan(15 * Math.max(written(UP_TO / 10), UP_TO / 10));
  });
});
