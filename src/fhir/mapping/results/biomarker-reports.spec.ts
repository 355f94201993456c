import { type Bundle, type Resource } from '@medplum/fhirtypes';
import { type Report } from '../../../intake/index.js';
import { type Finding } from '../../../use-cases/index.js';
import { checkBundle } from '../../checking/check-bundle.js';
import { toCareBundle } from '../care-bundle.js';
import { toRetractionBundle } from '../retraction-bundle.js';
import { aCareInput, aFinding, allOf, aReport, her2, onlyOf, resourcesOf } from '../spec-builders.js';

const egfr = (more: Partial<Finding> = {}) =>
  aFinding('EGFR p.L858R', { name: 'EGFR', status: 'mutated', variant: 'p.L858R', method: 'NGS' }, more);
const kras = () => aFinding('EGFR', { name: 'KRAS', status: 'wildtype', method: 'NGS' });

const typed = (code: string, display = 'Un document'): Partial<Report> => ({
  type: { system: 'LN', code, display },
});

function bundleOf(
  findings: readonly Finding[],
  report: Partial<Report> = {},
  previous: Resource[] = [],
): Bundle {
  const bundle = toCareBundle(aCareInput({ findings, report: aReport(report), previous }));
  if (!bundle.ok) throw new Error(bundle.failure.message);
  const known = new Set(previous.map(({ resourceType, id }) => `${resourceType}/${id}`));
  expect(checkBundle(bundle.value, known)).toMatchObject({ ok: true });
  return bundle.value;
}

describe('a report of biomarkers', () => {
  it('groups the results of molecular genetics, whatever the document', () => {
    const bundle = bundleOf([egfr(), kras(), her2()], typed('34794-8', 'Fiche RCP'));
    const report = onlyOf(bundle, 'DiagnosticReport');
    expect(report.status).toBe('preliminary');
    expect(report.code.coding?.[0]?.code).toBe('51969-4');
    expect(report.category?.[0]?.coding?.[0]?.code).toBe('GE');
    const names = report.result?.map(({ reference }) =>
      allOf(bundle, 'Observation').find(({ id }) => reference === `Observation/${id}`),
    );
    expect(names?.map((one) => one?.category?.[1]?.coding?.[0]?.code)).toEqual(['GE', 'GE']);
    expect(report.effectiveDateTime).toBe('2024-03-09');
    expect(report.subject?.reference).toMatch(/^Patient\//);
    expect(report.extension?.[0]?.extension?.[0]?.valueReference?.reference).toMatch(/^DocumentReference\//);
  });

  it.each([
    ['60568-3', 'CR anatomopathologique'],
    ['11526-1', 'Anatomie pathologique'],
    ['11502-2', 'CR d’examens biologiques'],
  ])('has the document’s own kind where %s wrote the others', (code, display) => {
    const report = onlyOf(bundleOf([her2()], typed(code, display)), 'DiagnosticReport');
    expect(report.code).toMatchObject({ coding: [{ code }], text: display });
    expect(report.category?.[0]?.coding?.[0]?.code).toBe('LAB');
  });

  it('groups both apart in one document', () => {
    const codes = allOf(bundleOf([egfr(), her2()], typed('60568-3')), 'DiagnosticReport').map(
      ({ code, result }) => [code.coding?.[0]?.code, result?.length],
    );
    expect(codes).toEqual([
      ['51969-4', 1],
      ['60568-3', 1],
    ]);
  });

  it.each(['11488-4', '34794-8', '34112-3'])('is none for a stain that %s tells again', (code) => {
    expect(allOf(bundleOf([her2()], typed(code)), 'DiagnosticReport')).toEqual([]);
  });

  it('leaves a history out', () => {
    expect(allOf(bundleOf([egfr({ temporality: 'historical' })]), 'DiagnosticReport')).toEqual([]);
  });

  it('is taken back with its results, and brought back with them', () => {
    const first = resourcesOf(bundleOf([egfr()]));
    const empty = bundleOf([], {}, first);
    expect(onlyOf(empty, 'DiagnosticReport').status).toBe('entered-in-error');
    const again = bundleOf([egfr()], {}, resourcesOf(empty));
    expect(onlyOf(again, 'DiagnosticReport').status).toBe('preliminary');
  });

  it('that a person accepted is not written again; other results are to be looked at', () => {
    const accepted = resourcesOf(bundleOf([egfr()])).map((one) =>
      one.resourceType === 'DiagnosticReport' ? { ...one, status: 'final' as const } : one,
    );
    const same = bundleOf([egfr()], {}, accepted);
    expect([allOf(same, 'DiagnosticReport'), allOf(same, 'Task')]).toEqual([[], []]);
    const more = bundleOf([egfr(), kras()], {}, accepted);
    expect(allOf(more, 'DiagnosticReport')).toEqual([]);
    expect(onlyOf(more, 'Task').focus?.reference).toMatch(/^DiagnosticReport\//);
  });

  it('holds no result that a person refused, and is taken back where nothing else is left', () => {
    const both = resourcesOf(bundleOf([egfr(), kras()]));
    const [first] = both.filter(({ resourceType }) => resourceType === 'Observation');
    const refuse = (all: readonly Resource[], those: (one: Resource) => boolean) =>
      all.map((one) =>
        one.resourceType === 'Observation' && those(one)
          ? { ...one, status: 'entered-in-error' as const }
          : one,
      );
    const left = onlyOf(
      bundleOf(
        [egfr(), kras()],
        {},
        refuse(both, (one) => one === first),
      ),
      'DiagnosticReport',
    );
    expect(left.result).toHaveLength(1);
    expect(left.result?.[0]?.reference).not.toBe(`Observation/${first?.id}`);
    const none = onlyOf(
      bundleOf(
        [egfr(), kras()],
        {},
        refuse(both, () => true),
      ),
      'DiagnosticReport',
    );
    expect(none.status).toBe('entered-in-error');
  });

  it('is in error where its document is deleted', () => {
    const { report, settings, ids, now } = aCareInput();
    const previous = resourcesOf(bundleOf([egfr()]));
    const bundle = toRetractionBundle({ report, settings, ids, now, previous });
    expect(onlyOf(bundle, 'DiagnosticReport').status).toBe('entered-in-error');
  });
});
