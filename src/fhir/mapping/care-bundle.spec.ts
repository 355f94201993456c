import { createHash } from 'node:crypto';
import { type Bundle, type Resource } from '@medplum/fhirtypes';
import { sensitive } from '../../kernel/index.js';
import { checkBundle } from '../checking/check-bundle.js';
import { isCreateOnly, referencesOf, searchKeyOf } from './bundle.js';
import { toCareBundle } from './care-bundle.js';
import { type CareInput } from './input.js';
import { isOwn } from './meta.js';
import {
  aCareInput,
  aDocument,
  aFinding,
  allOf,
  anIdentity,
  aReport,
  her2,
  onlyOf,
  resourcesOf,
  someSettings,
  TEXT,
} from './spec-builders.js';

function made(more: Partial<CareInput> = {}): Bundle {
  const bundle = toCareBundle(aCareInput(more));
  if (!bundle.ok) throw new Error(bundle.failure.message);
  return bundle.value;
}

const codes = (codings: readonly { code?: string }[] | undefined) => codings?.map(({ code }) => code);

describe('a care Bundle', () => {
  it('is a transaction R4 accepts, in the neutral form', () => {
    const bundle = made();
    expect(bundle.type).toBe('transaction');
    expect(checkBundle(bundle).ok).toBe(true);
    for (const { request, resource } of bundle.entry ?? [])
      expect(request).toMatchObject({ method: 'PUT', url: `${resource?.resourceType}/${resource?.id}` });
  });

  it('is the same when made again', () => expect(made()).toEqual(made()));

  it('marks all it writes as its own, findable by key whatever id the server gives', () => {
    for (const resource of resourcesOf(made())) {
      expect(isOwn(resource)).toBe(true);
      expect(searchKeyOf(resource)).toMatch(
        resource.resourceType === 'Provenance' ? /^_tag=/ : new RegExp(`^identifier=.*${resource.id}$`),
      );
    }
  });

  it('creates Patient and Encounter only where they are absent, by the hospital identifiers', () => {
    const created = made().entry?.filter(isCreateOnly);
    expect(created?.map(({ request }) => request?.ifNoneExist)).toEqual([
      'identifier=urn%3Aoid%3A1.2.3.4.5|000042',
      'identifier=urn%3Apasserelle%3Achu-essai%3Anda%3Achu-essai|N-77',
    ]);
  });

  it('points at them by identifier where the server holds them', () => {
    const bundle = made({ settings: someSettings({ patientMode: 'reference' }) });
    expect(allOf(bundle, 'Patient')).toEqual([]);
    const { subject, encounter } = onlyOf(bundle, 'Observation');
    expect(subject?.reference).toBe('Patient?identifier=urn%3Aoid%3A1.2.3.4.5|000042');
    expect(encounter?.identifier?.value).toBe('N-77');
    expect(checkBundle(bundle).ok).toBe(true);
  });

  it('names an unidentified subject by an opaque identifier, never by another person', () => {
    const identity = sensitive(anIdentity({ identifiers: [] }));
    const settings = someSettings({ patientMode: 'reference' });
    const { subject } = onlyOf(made({ settings, report: aReport({ identity }) }), 'Observation');
    expect(subject?.reference).toBeUndefined();
    expect(subject?.identifier?.system).toBe('urn:passerelle:chu-essai:unidentified');
  });
});

describe('the source document', () => {
  const document = (more: Partial<CareInput> = {}) => onlyOf(made(more), 'DocumentReference');

  it('carries the decoded text with its size and hash', () => {
    const attachment = document().content[0]?.attachment;
    const data = Buffer.from(attachment?.data ?? '', 'base64');
    expect(attachment?.contentType).toBe('text/plain;charset=utf-8');
    expect(data.toString('utf8')).toBe(TEXT);
    expect(attachment?.size).toBe(data.length);
    expect(attachment?.hash).toBe(createHash('sha1').update(data).digest('base64'));
  });

  it('carries the PDF too where configured', () => {
    expect(document().content).toHaveLength(1);
    const kept = document({ settings: someSettings({ keepPayload: true }) }).content[1]?.attachment;
    expect(kept?.contentType).toBe('application/pdf');
    expect(Buffer.from(kept?.data ?? '', 'base64').toString()).toBe('%PDF-fictif');
  });

  it('says what it is, about whom and which stay', () => {
    const made = document();
    expect(made.type?.coding).toEqual([
      { system: 'http://loinc.org', code: '60568-3', display: 'CR anatomopathologique' },
    ]);
    expect(made.category?.[0]?.coding?.[0]?.code).toBe('10');
    expect(made.subject?.reference).toMatch(/^Patient\//);
    expect(made.context?.encounter?.[0]?.reference).toMatch(/^Encounter\//);
    expect(made.context?.period?.start).toBe('2024-03-09');
    expect([made.status, made.docStatus]).toEqual(['current', 'final']);
    expect(document({ report: aReport({ status: 'draft' }) }).docStatus).toBe('preliminary');
  });

  it.each([
    ['1.2.250.1', 'urn:ietf:rfc:3986', 'urn:oid:1.2.250.1'],
    ['DOC-1', 'urn:passerelle:chu-essai:document:dpi', 'DOC-1'],
  ])('%s keeps its identifier', (documentId, system, value) => {
    expect(document({ report: aReport({ documentId }) }).masterIdentifier).toEqual({ system, value });
  });

  it.each([
    [[], 'N'],
    [['INVISIBLE_PATIENT'], 'R'],
    [['INVISIBLE_PATIENT', 'MASQUE_PS'], 'V'],
    [['CONNEXION_SECRETE'], 'V'],
  ] as const)('with flags %j is %s, and so is every result', (confidentiality, level) => {
    const bundle = made({ report: aReport({ confidentiality }) });
    const labels = onlyOf(bundle, 'DocumentReference').securityLabel ?? [];
    expect(labels.map((one) => one.coding?.[0]?.code)).toEqual([level, ...confidentiality]);
    expect(codes(onlyOf(bundle, 'Observation').meta?.security)).toEqual(['AIAST', level]);
  });
});

describe('a source as it comes', () => {
  it('with control characters, an empty type or no text still makes a Bundle R4 accepts', () => {
    const identity = sensitive(
      anIdentity({
        lastName: 'FIC\u0000TIVE',
        firstNames: ['\u0001'],
        addresses: [{ line: 'a\u0007b', city: '\t' }],
      }),
    );
    const report = aReport({ identity, title: 'CR\u000b', type: { code: ' ', display: '' } });
    const bundle = made({ report, document: aDocument(''), findings: [] });
    expect(checkBundle(bundle)).toMatchObject({ ok: true });
    expect(onlyOf(bundle, 'DocumentReference').content[0]?.attachment.size).toBe(0);
    expect(onlyOf(bundle, 'Patient').name?.[1]?.family).toBe('FIC TIVE');
    expect(checkBundle(made({ report, findings: [her2({ specimen: 'Bio\u0000psie' })] }))).toMatchObject({
      ok: true,
    });
  });
});

describe('what every result carries', () => {
  const observation = (more: Partial<CareInput> = {}) => onlyOf(made(more), 'Observation');

  it('is preliminary, asserted by a machine, with its device, source and confidence', () => {
    const bundle = made();
    const result = onlyOf(bundle, 'Observation');
    const device = allOf(bundle, 'Device').find(({ modelNumber }) => modelNumber === 'tumor-biomarkers');
    expect(result.status).toBe('preliminary');
    expect(codes(result.meta?.security)).toContain('AIAST');
    expect(result.device?.reference).toBe(`Device/${device?.id}`);
    expect(device?.version?.[0]?.value).toBe('1.0.0');
    const source = `DocumentReference/${onlyOf(bundle, 'DocumentReference').id}`;
    expect(result.derivedFrom).toEqual([{ reference: source }]);
    expect(result.extension?.at(-1)?.valueDecimal).toBe(0.9);
  });

  it('points at its evidence in code points of the text', () => {
    const evidence = observation().extension?.[0]?.extension ?? [];
    const value = (url: string) => evidence.find((one) => one.url === url);
    const offset = value('offset')?.valueInteger ?? -1;
    const length = value('length')?.valueInteger ?? 0;
    expect(offset).toBe(TEXT.indexOf('HER2') - 1);
    expect(
      Array.from(TEXT)
        .slice(offset, offset + length)
        .join(''),
    ).toBe('HER2 : score 3+');
    expect(value('path')?.valueString).toBe('DocumentReference.content[0].attachment.data');
  });

  it('says that pseudonymization rested on rules, until a model joins them', () => {
    expect(observation().note?.[0]?.text).toContain('règles seules');
    expect(codes(observation().meta?.tag)).toContain('rules');
    const method = { id: 'm', version: '2', assurance: 'rules+model' } as const;
    const assured = observation({ pseudonymized: { method } });
    expect(assured.note).toBeUndefined();
    expect(codes(assured.meta?.tag)).toContain('rules+model');
  });

  it('is test data where the report is', () => {
    const bundle = made({ report: aReport({ fictitious: true }) });
    const unlabelled = resourcesOf(bundle).filter(({ meta }) => !codes(meta?.security)?.includes('HTEST'));
    expect(new Set(unlabelled.map(({ resourceType }) => resourceType))).toEqual(new Set(['Device']));
  });

  it('is dated by the finding, else by the document; a past one without a date has none', () => {
    const dateOf = (more: Parameters<typeof her2>[0]) =>
      observation({ findings: [her2(more)] }).effectiveDateTime;
    expect(dateOf({ date: '2023-05' })).toBe('2023-05');
    expect(dateOf({})).toBe('2024-03-09');
    expect(dateOf({ temporality: 'historical' })).toBeUndefined();
  });

  it('of the past is categorized so', () => {
    const past = observation({ findings: [her2({ temporality: 'historical' })] });
    expect(past.category?.at(-1)?.coding?.[0]?.code).toBe('historical');
  });

  it('holds the specimen the text names', () => {
    const result = observation({ findings: [her2({ specimen: 'Biopsie mammaire' })] });
    expect(result.specimen?.reference).toBe('#specimen');
    expect(result.contained?.[0]).toMatchObject({
      resourceType: 'Specimen',
      type: { text: 'Biopsie mammaire' },
    });
  });

  it('has one Provenance for the run: targets, models, service and source', () => {
    const bundle = made({ ran: [{ id: 'infections', version: '2' }] });
    const provenance = onlyOf(bundle, 'Provenance');
    const written = ['DocumentReference', 'Observation', 'DiagnosticReport'] as const;
    const targets = written.map((type) => `${type}/${onlyOf(bundle, type).id}`);
    expect(provenance.target.map(({ reference }) => reference)).toEqual(targets);
    expect(provenance.agent.map((one) => one.type?.coding?.[0]?.code)).toEqual([
      'author',
      'author',
      'assembler',
    ]);
    expect(provenance.entity?.[0]).toMatchObject({ role: 'source', what: { reference: targets[0] } });
    expect(provenance.activity?.coding?.[0]?.code).toBe('CREATE');
    expect(provenance.reason?.[0]?.coding?.[0]?.code).toBe('AIAST');
    expect(provenance.recorded).toBe('2024-03-10T09:30:00.000Z');
  });

  it('is not there where nothing was found, but the document is', () => {
    const bundle = made({ findings: [] });
    expect(allOf(bundle, 'Observation')).toEqual([]);
    expect(checkBundle(bundle).ok).toBe(true);
  });
});

describe('what is refused', () => {
  const failure = (more: Partial<CareInput>) => {
    const bundle = toCareBundle(aCareInput(more));
    return bundle.ok ? undefined : bundle.failure;
  };

  it('a use case without a mapping', () => {
    expect(failure({ findings: [her2({ useCase: 'constructor' })] })?.code).toBe('MAPPING_USE_CASE_UNKNOWN');
  });

  it.each([null, 'HER2', [], {}, { name: 'HER2' }, { name: 'HER2', status: 'bof' }])(
    'a value of the wrong shape (%j)',
    (value) => expect(failure({ findings: [her2({ value })] })?.code).toBe('MAPPING_VALUE_UNREADABLE'),
  );

  it.each([
    [[]],
    [[{ start: -1, end: 3, text: 'CON' }]],
    [[{ start: 0, end: 0, text: '' }]],
    [[{ start: 0, end: 999, text: TEXT }]],
    [[{ start: 0, end: 3, text: 'XYZ' }]],
    [[{ start: 0.5, end: 3, text: 'CON' }]],
  ])('evidence that is not in the text (%#)', (evidence) => {
    const refused = failure({ findings: [her2({ evidence })] });
    expect(refused).toMatchObject({ code: 'MAPPING_EVIDENCE_OUTSIDE', class: 'permanent' });
    expect(refused?.message).not.toContain('XYZ');
  });
});

describe('another version of the document', () => {
  const first = resourcesOf(made());
  const replacement = aReport({
    version: 2,
    action: 'replacement',
    documentId: 'DOC-2',
    parentDocumentId: 'DOC-1',
  });
  const text = 'ADDENDUM. HER2 : score 3+. RE positifs.';
  const second = (more: Partial<CareInput> = {}) =>
    made({
      report: replacement,
      document: aDocument(text),
      findings: [her2({ evidence: [{ start: 10, end: 25, text: 'HER2 : score 3+' }] })],
      previous: first,
      ...more,
    });
  const old = first.find(({ resourceType }) => resourceType === 'DocumentReference');

  it('supersedes the one before and says so', () => {
    const bundle = second();
    const [document, superseded] = allOf(bundle, 'DocumentReference');
    expect(document?.relatesTo).toEqual([
      { code: 'replaces', target: { reference: `DocumentReference/${old?.id}` } },
    ]);
    expect([superseded?.id, superseded?.status]).toEqual([old?.id, 'superseded']);
    expect(onlyOf(bundle, 'Provenance').activity?.coding?.[0]?.code).toBe('UPDATE');
    expect(checkBundle(bundle, referencesOf(first)).ok).toBe(true);
  });

  it('updates the same result in place, pointing at the new text', () => {
    const bundle = second();
    const result = onlyOf(bundle, 'Observation');
    expect(result.id).toBe(first.find(({ resourceType }) => resourceType === 'Observation')?.id);
    expect(result.derivedFrom?.[0]?.reference).toBe(
      `DocumentReference/${allOf(bundle, 'DocumentReference')[0]?.id}`,
    );
  });

  it('names by identifier a version that was never delivered', () => {
    const [document] = allOf(second({ previous: [] }), 'DocumentReference');
    expect(document?.relatesTo?.[0]?.target.identifier?.value).toBe('DOC-1');
  });

  it('keeps its link when it is read again by another model', () => {
    const once = resourcesOf(second());
    const bundle = second({ previous: once, findings: [] });
    expect(allOf(bundle, 'DocumentReference').map(({ status }) => status)).toEqual(['current']);
    expect(onlyOf(bundle, 'DocumentReference').relatesTo).toHaveLength(1);
  });

  it('takes back what it no longer says', () => {
    const result = onlyOf(second({ findings: [] }), 'Observation');
    expect(result.status).toBe('entered-in-error');
    expect(codes(result.meta?.tag)).toContain('withdrawn');
  });

  it('says again what an earlier version had taken back', () => {
    const silent = resourcesOf(second({ findings: [] }));
    const third = second({ report: { ...replacement, version: 3 }, previous: silent });
    expect(onlyOf(third, 'Observation').status).toBe('preliminary');
  });

  it.each(['final', 'amended', 'corrected'] as const)(
    'never overwrites a %s result: it asks to look again',
    (status) => {
      const previous = first.map((one) => (one.resourceType === 'Observation' ? { ...one, status } : one));
      for (const findings of [undefined, []]) {
        const bundle = second({ previous, ...(findings && { findings }) });
        expect(allOf(bundle, 'Observation')).toEqual([]);
        const task = onlyOf(bundle, 'Task');
        expect(task.focus?.reference).toBe(
          `Observation/${previous.find((one) => one.resourceType === 'Observation')?.id}`,
        );
        expect(task).toMatchObject({ status: 'requested', intent: 'proposal' });
        expect(checkBundle(bundle, referencesOf(previous)).ok).toBe(true);
      }
    },
  );

  it('asks once per version, and no more once another version settles it', () => {
    const previous = first.map((one) =>
      one.resourceType === 'Observation' ? { ...one, status: 'final' as const } : one,
    );
    const asked = second({ previous, findings: [] });
    const task = onlyOf(asked, 'Task');
    const done = [
      ...previous,
      ...allOf(asked, 'DocumentReference'),
      { ...task, status: 'completed' as const },
    ];
    expect(allOf(second({ previous: done, findings: [] }), 'Task')).toEqual([]);
    const open = [...previous, ...allOf(asked, 'DocumentReference'), task];
    const third = second({ previous: open, findings: [], report: { ...replacement, version: 3 } });
    expect(allOf(third, 'Task').map(({ id, status }) => [id === task.id, status])).toEqual([
      [false, 'requested'],
      [true, 'cancelled'],
    ]);
    expect(checkBundle(third, referencesOf(open))).toMatchObject({ ok: true });
  });

  it.each([
    [{ status: 'inactive' }, 'entered-in-error'],
    [{ status: 'active' }, undefined],
    [{ status: 'inactive', period: { start: '2024-03-09', end: '2024-03-20' } }, undefined],
    [{ status: 'entered-in-error' }, undefined],
  ] as const)(
    'takes an alert back only where no person accepted, lifted or refused it (%j)',
    (state, status) => {
      const alert = aFinding('E. coli BLSE', { kind: 'Alert', name: 'BMR', alert: 'BMR' });
      const previous = resourcesOf(made({ findings: [alert] })).map((one) =>
        one.resourceType === 'Flag' ? { ...one, ...state } : one,
      );
      const bundle = second({ previous, findings: [] });
      expect(allOf(bundle, 'Flag')[0]?.status).toBe(status);
      const asked = allOf(bundle, 'Task').filter((task) => task.status === 'requested');
      expect(asked).toHaveLength(status || state.status === 'entered-in-error' ? 0 : 1);
    },
  );

  it('asks nothing where the same version says the same again', () => {
    const previous = first.map((one) =>
      one.resourceType === 'Observation' ? { ...one, status: 'final' as const } : one,
    );
    const bundle = made({ previous });
    expect(allOf(bundle, 'Task')).toEqual([]);
    expect(allOf(bundle, 'Observation')).toEqual([]);
  });

  it('asks to look again, once for each text, where a newer reader moved the text of the same version', () => {
    const accepted = first.map((one) =>
      one.resourceType === 'Observation' ? { ...one, status: 'final' as const } : one,
    );
    const readAgain = (title: string, previous: readonly Resource[]) => {
      const text = `${title}\n${TEXT}`;
      const start = text.indexOf('HER2 : score 3+');
      const evidence = [{ start, end: start + 15, text: 'HER2 : score 3+' }];
      return made({ document: aDocument(text), findings: [her2({ evidence })], previous });
    };
    const bundle = readAgain('Service', accepted);
    expect(allOf(bundle, 'Observation')).toEqual([]);
    const document = onlyOf(bundle, 'DocumentReference');
    expect(document.id).toBe(first.find(({ resourceType }) => resourceType === 'DocumentReference')?.id);
    const task = onlyOf(bundle, 'Task');
    expect(task.status).toBe('requested');
    const looked = [...accepted, document, { ...task, status: 'completed' as const }];
    expect(allOf(readAgain('Service', looked), 'Task')).toEqual([]);
    const another = onlyOf(readAgain('Service de sénologie', looked), 'Task');
    expect([another.status, another.id === task.id]).toEqual(['requested', false]);
  });

  it('does not bring back what a person refused', () => {
    const previous = first.map((one) =>
      one.resourceType === 'Observation' ? { ...one, status: 'entered-in-error' as const } : one,
    );
    const bundle = second({ previous });
    expect([...allOf(bundle, 'Observation'), ...allOf(bundle, 'Task')]).toEqual([]);
  });

  it("leaves others' resources alone, and the server's own meta behind", () => {
    const foreign = {
      resourceType: 'Observation',
      id: 'x',
      status: 'preliminary',
      code: { text: 'autre' },
    } as const;
    const previous = [foreign, ...first.map((one) => ({ ...one, meta: { ...one.meta, versionId: '7' } }))];
    const bundle = second({ previous, findings: [] });
    expect(allOf(bundle, 'Observation').map(({ id }) => id)).not.toContain('x');
    expect(JSON.stringify(bundle)).not.toContain('versionId');
  });

  it('keeps two results about the same thing apart', () => {
    const twice = made({ findings: [her2(), her2()] });
    expect(new Set(allOf(twice, 'Observation').map(({ id }) => id)).size).toBe(2);
    expect(checkBundle(twice).ok).toBe(true);
  });

  it('keeps its ids under another version of the model', () => {
    const before = onlyOf(made(), 'Observation').id;
    expect(onlyOf(made({ findings: [her2({ useCaseVersion: '2.0.0' })] }), 'Observation').id).toBe(before);
    const other = aFinding('Ki-67 à 35 %', { name: 'Ki-67', status: 'unknown', value: '35', unit: '%' });
    expect(onlyOf(made({ findings: [other] }), 'Observation').id).not.toBe(before);
  });
});
