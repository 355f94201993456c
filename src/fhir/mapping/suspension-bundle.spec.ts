import { type Bundle, type Resource } from '@medplum/fhirtypes';
import { checkBundle } from '../checking/check-bundle.js';
import { isEmptyBundle, referencesOf } from './bundle.js';
import { toCareBundle } from './care-bundle.js';
import { aCareInput, allOf, anIdKey, aReport, onlyOf, resourcesOf, someSettings } from './spec-builders.js';
import { toSuspensionBundle } from './suspension-bundle.js';

function made(more: Parameters<typeof aCareInput>[0] = {}): Bundle {
  const bundle = toCareBundle(aCareInput(more));
  if (!bundle.ok) throw new Error(bundle.failure.message);
  return bundle.value;
}

const suspend = (previous: readonly Resource[], zone?: 'research') =>
  toSuspensionBundle({
    report: aReport({ action: 'status', version: 2, payloads: [] }),
    previous,
    settings: someSettings(),
    ids: anIdKey(),
    now: new Date('2024-03-11T09:30:00Z'),
    ...(zone && { zone }),
  });

describe('a document that is not available any more', () => {
  const first = resourcesOf(made());
  const stored = first.filter(({ resourceType }) => resourceType === 'DocumentReference')[0];

  it('is superseded with its text, and its open results are taken back', () => {
    const bundle = suspend(first);
    expect(onlyOf(bundle, 'DocumentReference')).toMatchObject({
      id: stored?.id,
      status: 'superseded',
      content: [{ attachment: { data: expect.any(String) } }],
    });
    expect(onlyOf(bundle, 'Observation').status).toBe('entered-in-error');
    expect(onlyOf(bundle, 'Provenance').activity?.coding?.[0]?.code).toBe('UPDATE');
    expect(checkBundle(bundle, referencesOf(first)).ok).toBe(true);
  });

  it('leaves what a person accepted, and asks to look at it again, for the same patient', () => {
    const accepted = first.map((one) =>
      one.resourceType === 'Observation' ? { ...one, status: 'final' as const } : one,
    );
    const bundle = suspend(accepted);
    expect(allOf(bundle, 'Observation')).toEqual([]);
    expect(onlyOf(bundle, 'Task')).toMatchObject({
      status: 'requested',
      for: stored && 'subject' in stored && stored.subject,
    });
  });

  it('comes back under the same ids', () => {
    const suspended = resourcesOf(suspend(first));
    const kept = first.filter(({ id }) => !suspended.some((one) => one.id === id));
    const again = made({
      report: aReport({ version: 3, edition: 1, action: 'status' }),
      previous: [...kept, ...suspended],
    });
    expect(onlyOf(again, 'DocumentReference')).toMatchObject({ id: stored?.id, status: 'current' });
    expect(onlyOf(again, 'DocumentReference').relatesTo).toBeUndefined();
    expect(onlyOf(again, 'Observation').status).toBe('preliminary');
  });

  it('writes nothing where nothing stands, and the day only in the research zone', () => {
    expect(isEmptyBundle(suspend([]))).toBe(true);
    expect(isEmptyBundle(suspend(resourcesOf(suspend(first))))).toBe(true);
    const { recorded } = onlyOf(suspend(first, 'research'), 'Provenance');
    expect([recorded?.slice(0, 10), recorded?.includes('09:30')]).toEqual(['2024-03-11', false]);
  });
});

describe('an addendum', () => {
  const first = resourcesOf(made());
  const old = first.filter(({ resourceType }) => resourceType === 'DocumentReference')[0];
  const addendum = aReport({
    ...{ action: 'addendum', version: 2, edition: 2, documentId: 'DOC-1-A', parentDocumentId: 'DOC-1' },
    addenda: [[]],
  });
  const target = { reference: `DocumentReference/${old?.id}` };

  it('replaces the version before and appends to it', () => {
    const [document, superseded] = allOf(made({ report: addendum, previous: first }), 'DocumentReference');
    expect(document).toMatchObject({
      docStatus: 'amended',
      relatesTo: [
        { code: 'replaces', target },
        { code: 'appends', target },
      ],
    });
    expect(superseded).toMatchObject({ id: old?.id, status: 'superseded' });
  });

  it('names by its identifier a report that was never delivered', () => {
    const document = onlyOf(made({ report: addendum }), 'DocumentReference');
    expect(document.relatesTo?.map(({ code, target: { identifier } }) => [code, identifier?.value])).toEqual([
      ['replaces', 'DOC-1'],
      ['appends', 'DOC-1'],
    ]);
  });

  it('withdrawn alone: the version before stands again, and the one that held it keeps no text', () => {
    const second = resourcesOf(made({ report: addendum, previous: first }));
    const known = new Map([...first, ...second].map((one) => [`${one.resourceType}/${one.id}`, one]));
    const withdrawal = aReport({ action: 'deletion', version: 3, edition: 1, retractedEditions: [2] });
    const bundle = made({ report: withdrawal, findings: [], previous: [...known.values()] });
    const [current, retracted] = allOf(bundle, 'DocumentReference');
    expect(current).toMatchObject({ id: old?.id, status: 'current' });
    expect(current?.relatesTo).toBeUndefined();
    expect(retracted).toMatchObject({ status: 'entered-in-error' });
    expect(retracted?.content[0]?.attachment.data).toBeUndefined();
    expect(onlyOf(bundle, 'Observation')).toMatchObject({ status: 'entered-in-error' });
    expect(onlyOf(bundle, 'Observation').note).toBeUndefined();
    expect(checkBundle(bundle, new Set(known.keys())).ok).toBe(true);
  });
});
