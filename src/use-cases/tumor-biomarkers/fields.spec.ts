import { segment } from '../../text/index.js';
import { evidenceHolds } from '../evidence.js';
import { tumorBiomarkers } from './index.js';
import { NO_CONTEXT } from '../finding.js';
import { examplesOf, findingsIn } from './marked-examples.js';
import { growsLinearly } from '../../../test/support/growth.js';

const one = (text: string) => {
  const [finding, ...others] = findingsIn(text);
  expect(others).toEqual([]);
  if (!finding) throw new Error('no finding');
  return finding;
};

describe('fields of a tumour biomarker Finding', () => {
  it('carries the exact words, whatever the accents and signs around them', () => {
    for (const { text } of examplesOf('dev.txt')) {
      for (const finding of findingsIn(text)) expect(evidenceHolds(finding, text)).toBe(true);
    }
  });

  it.each([
    ['HER2 : score 3+', '18474-7'],
    ['HER2 : amplifié en FISH', '31150-6'],
    ['HER2 FISH, ratio 2,4', '49683-6'],
    ['HER2 positif', '48676-1'],
    ['RE 90 %', '14228-1'],
    ['RE positifs', '40556-3'],
    ['PD-L1 TPS 60 %', '83053-9'],
    ['PD-L1 : CPS 10', null],
    ['KRAS muté', '21702-6'],
    ['EGFR muté', null],
    ['ALK réarrangé en FISH', '78205-2'],
    ['ALK positif', null],
    ['PSA 3 ng/mL', '2857-1'],
    ['Ki67 15 %', null],
    ['AFP 3 ng/mL', null],
    ['MSS', '81695-9'],
  ])('codes "%s" as %s', (text, loinc) => {
    expect(one(text).value.loinc).toBe(loinc);
  });

  it.each([
    ['Biopsie du 14/02/2024 : HER2 3+', '2024-02-14', 'biopsie'],
    ['Pièce opératoire : RE 90 %', null, 'pièce opératoire'],
    ['Biopsie liquide de mars 2024 : mutation T790M de EGFR', '2024-03', 'biopsie liquide'],
    ['PSA du 03/06/2023 : 12 ng/mL', '2023-06-03', null],
    ['HER2 3+', null, null],
  ])('reads date and specimen of "%s"', (text, date, specimen) => {
    expect(one(text)).toMatchObject({ date, specimen });
  });

  it('dates each value of a series', () => {
    const findings = findingsIn('PSA : 0,5 (01/2021), 0,7 (08/2021), 6,4 (02/2022)');
    expect(findings.map(({ value, date }) => [value.value, date])).toEqual([
      ['0.5', '2021-01'],
      ['0.7', '2021-08'],
      ['6.4', '2022-02'],
    ]);
  });

  it('is undetermined where no result is stated', () => {
    expect(one('HER2 en attente')).toMatchObject({ assertion: 'Indetermine', value: { status: 'unknown' } });
    expect(one('Ki67 15 %')).toMatchObject({
      assertion: 'Present',
      value: { status: 'unknown', value: '15' },
    });
    expect(one('HER2 négatif').assertion).toBe('Present');
  });

  it("puts the results of an antecedents section in the past, and a relative's nowhere", () => {
    const findings = findingsIn(
      'ANTÉCÉDENTS :\nCancer du sein traité : HER2 3+.\n\nANTÉCÉDENTS FAMILIAUX :\nMère : mutation BRCA1.\n\nCONCLUSION :\nHER2 0.\n',
    );
    expect(findings.map(({ value, temporality }) => [value.name, value.status, temporality])).toEqual([
      ['HER2', 'positive', 'historical'],
      ['HER2', 'negative', 'current'],
    ]);
  });

  it.each([
    ['PD-L1 (clone 28-8) : CPS 4', { clone: '28-8', method: 'CPS', value: '4' }],
    ['RE (clone SP1) : 95 %', { clone: 'SP1' }],
    ['Ki67 (MIB-1) : 18 %', { clone: 'MIB-1', value: '18' }],
    ['EGFR : délétion de l’exon 19 (VAF 0,35)', { exon: '19', vaf: 35, value: '35', unit: '%' }],
    ['FLT3-ITD : positif, ratio 0,38', { variant: 'ITD', value: '0.38', unit: null }],
    ['BRAF : mutation p.Val600Glu (VAF 17 %)', { variant: 'p.Val600Glu', vaf: 17, value: '17', unit: '%' }],
    ['KRAS p.G12C (35 %)', { variant: 'p.G12C', vaf: 35 }],
    ['fusion KIF5B-RET', { name: 'RET', partner: 'KIF5B' }],
    ['EWSR1::FLI1 : transcrit de fusion détecté', { name: 'EWSR1', partner: 'FLI1' }],
    ['HER2 amplifié en FISH, ratio HER2/CEP17 = 2,96', { ratio: 2.96, value: '2.96', unit: null }],
    ['Copies de HER2 par noyau : 9,4', { copies: 9.4 }],
    ['ACE 45,0 µg/L (N : 0 - 5)', { range: '0-5', value: '45.0' }],
    ['CA 19-9 : 12 U/mL (N < 37)', { range: '<37' }],
  ])('reads the details of "%s"', (text, details) => {
    expect(one(text).value).toMatchObject(details);
  });

  it.each([
    ['RE (clone SP1) : 95 %', ['Biomarqueur RE', 'Technique SP1', 'Valeur 95 %']],
    ['HER2 : score 2+ en IHC', ['Biomarqueur HER2', 'Valeur score 2+', 'Technique IHC']],
    ['Pas de mutation KRAS', ['Biomarqueur KRAS', 'Statut Pas de mutation']],
    [
      'BRAF : mutation p.Val600Glu (VAF 17 %)',
      ['Biomarqueur BRAF', 'Statut mutation', 'Valeur p.Val600Glu', 'Valeur 17 %'],
    ],
    ['fusion FGFR2::BICC1 détectée', ['Biomarqueur FGFR2', 'Statut fusion', 'Valeur BICC1']],
    ['ACE < 1,5 µg/L', ['Biomarqueur ACE', 'Valeur 1,5']],
    [
      'antigène carcino-embryonnaire (ACE) normal',
      ['Biomarqueur antigène carcino-embryonnaire', 'Biomarqueur ACE', 'Statut normal'],
    ],
    ['Tumeur MSS', ['Biomarqueur MSS']],
  ])('labels the words of "%s"', (text, labelled) => {
    expect(one(text).mentions?.map(({ label, text: words }) => `${label} ${words}`)).toEqual(labelled);
  });

  it('is the less sure the less directly the text says it', () => {
    const sure = one('PSA 12 ng/mL (N < 4)').confidence;
    expect(one('PSA 12 ng/mL').confidence).toBeLessThan(sure);
    expect(one('PSA mesuré hier au laboratoire de ville : 12 ng/mL').confidence).toBeLessThan(
      one('PSA 12 ng/mL').confidence,
    );
  });

  it('merges what is said twice, and keeps what differs', () => {
    const [merged, ...none] = findingsIn('Microscopie : HER2 score 3+.\nConclusion : tumeur HER2 positive.');
    expect(none).toEqual([]);
    expect(merged?.evidence).toHaveLength(2);
    expect(findingsIn('Sein droit : HER2 3+. Sein gauche : HER2 1+.')).toHaveLength(2);
  });

  it('gives nothing on an empty text and on a text of another matter', () => {
    expect(findingsIn('')).toEqual([]);
    expect(findingsIn('Appendicectomie sous cœlioscopie, suites simples.')).toEqual([]);
  });

  it('gives only what its vocabulary lists', () => {
    const { names, statuses, methods } = tumorBiomarkers.vocabulary();
    for (const { text } of examplesOf('dev.txt')) {
      for (const { value } of findingsIn(text)) {
        expect(names).toContain(value.name);
        expect(statuses).toContain(value.status);
        if (value.method !== null) expect(methods).toContain(value.method);
      }
    }
  });

  it('reads 300 pages of 3,000 characters, dense with results, in linear time', async () => {
    const page = examplesOf('dev.txt')
      .map(({ text }) => text)
      .join('\n');
    const read = (length: number) => {
      const text = page.repeat(Math.ceil(length / page.length));
      const document = { text, ...segment(text) } as Parameters<typeof tumorBiomarkers.run>[0]['document'];
      tumorBiomarkers.run({ document, context: NO_CONTEXT, needed: {} });
    };
    expect(await growsLinearly(read, { upTo: 900_000 })).toBe(true);
  });
});
