import { type Bundle, type BundleEntry, type Resource } from '@medplum/fhirtypes';
import { sensitive } from '../../kernel/index.js';
import { toCareBundle } from '../mapping/care-bundle.js';
import { aCareInput, aFinding, aReport, her2, resourcesOf, someSettings } from '../mapping/spec-builders.js';
import { checkBundle, checkBundleInTurns } from './check-bundle.js';

function complete(): Bundle {
  const alert = aFinding('BLSE', { kind: 'Alert', name: 'BMR', alert: 'BMR' }, { specimen: 'Urines' });
  const contradicted = aFinding(
    'carcinome',
    { class: 'MaladieStable', current: true, contradicts: true },
    { useCase: 'treatment-response' },
  );
  const findings = [her2(), alert, contradicted];
  const first = toCareBundle(aCareInput({ findings }));
  if (!first.ok) throw new Error(first.failure.message);
  const validated = resourcesOf(first.value).map((one) =>
    one.resourceType === 'Observation' ? { ...one, status: 'final' as const } : one,
  );
  const report = aReport({ version: 2, action: 'replacement', documentId: 'DOC-2', fictitious: true });
  const next = toCareBundle(aCareInput({ report, findings, previous: validated }));
  if (!next.ok) throw new Error(next.failure.message);
  const seen = new Set(resourcesOf(next.value).map(({ id }) => id));
  const before = first.value.entry?.filter(({ resource }) => !seen.has(resource?.id)) ?? [];
  return { ...next.value, entry: [...before, ...(next.value.entry ?? [])] };
}

/** The complete Bundle with one value changed, by path from the first resource of a type. */
function broken(type: Resource['resourceType'], path: string, value: unknown): Bundle {
  // By JSON: what resources share in memory must break in one of them.
  const bundle = JSON.parse(JSON.stringify(complete())) as Bundle;
  const resource = resourcesOf(bundle).find(({ resourceType }) => resourceType === type);
  const keys = path.split('.');
  const last = keys.pop() as string;
  let target = resource as unknown as Record<string, Record<string, never>>;
  for (const key of keys) target = target[key] as never;
  if (value === undefined) Reflect.deleteProperty(target, last);
  else target[last] = value as never;
  return bundle;
}

function refusal(bundle: Bundle): string {
  const checked = checkBundle(bundle);
  return checked.ok ? 'accepted' : checked.failure.message;
}

describe('what R4 accepts', () => {
  it('passes with every kind of resource we make', () => {
    const bundle = complete();
    expect(refusal(bundle)).toBe('accepted');
    expect(new Set(resourcesOf(bundle).map(({ resourceType }) => resourceType))).toEqual(
      new Set([
        'Patient',
        'Encounter',
        'DocumentReference',
        'Device',
        'Observation',
        'DiagnosticReport',
        'DetectedIssue',
        'Flag',
        'Task',
        'Provenance',
      ]),
    );
  });

  it('comes back as it was', () => {
    const bundle = complete();
    const checked = checkBundle(bundle);
    expect(checked.ok && checked.value).toBe(bundle);
  });

  it('may carry a scan of several megabytes', () => {
    const content = sensitive(Buffer.alloc(6_000_000, 7));
    const report = aReport({ payloads: [{ contentType: 'application/pdf', content }] });
    const bundle = toCareBundle(aCareInput({ report, settings: someSettings({ keepPayload: true }) }));
    expect(bundle.ok && refusal(bundle.value)).toBe('accepted');
  });

  it('may carry tens of megabytes, and refuses them where they are not base64', () => {
    const data = Buffer.alloc(40_000_000, 7).toString('base64');
    const binary = (content: string): Bundle => ({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          resource: { resourceType: 'Binary', id: 'b', contentType: 'application/pdf', data: content },
          request: { method: 'PUT', url: 'Binary/b' },
        },
      ],
    });
    expect(refusal(binary(data))).toBe('accepted');
    expect(refusal(binary(`${data.slice(0, -1)}é`))).toMatch(/resource\.data: Invalid base64Binary format/);
    expect(refusal(binary(`${data} `))).toMatch(/resource\.data/);
  });

  it('may be empty', () => expect(refusal({ resourceType: 'Bundle', type: 'transaction' })).toBe('accepted'));
});

describe('what was found sound before', () => {
  it('passes again, and hides nothing that is wrong beside it', () => {
    const bundle = complete();
    expect([refusal(bundle), refusal(bundle)]).toEqual(['accepted', 'accepted']);
    expect(refusal(broken('Patient', 'gender', 'presque'))).toMatch(/resource\.gender: required binding/);
    expect(refusal(broken('Patient', 'gender', 'presque'))).toMatch(/resource\.gender: required binding/);
    const [first, ...rest] = bundle.entry ?? [];
    const unsent: Bundle = { ...bundle, entry: [{ ...first, request: undefined as never }, ...rest] };
    expect(refusal(unsent)).not.toBe('accepted');
    const elsewhere = { ...first, request: { method: 'PUT' as const, url: 'Patient/autre' } };
    expect(refusal({ ...bundle, entry: [elsewhere, ...rest] })).toMatch(/request\.url/);
  });
});

describe('a Bundle of any size', () => {
  const flag = (at: number, status = 'active'): BundleEntry => ({
    resource: {
      ...{ resourceType: 'Flag', id: `f${at}`, status: status as 'active' },
      ...{ code: { text: `signe ${at}` }, subject: { display: 'x' } },
    },
    request: { method: 'PUT', url: `Flag/f${at}` },
  });
  const bundleOf = (entry: BundleEntry[]): Bundle => ({ resourceType: 'Bundle', type: 'transaction', entry });

  it('leaves a turn to others between its pieces', async () => {
    let turns = 0;
    let isOver = false;
    const others = (async () => {
      for (; !isOver; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    })();
    const bundle = bundleOf(Array.from({ length: 400 }, (_, at) => flag(at)));
    const checked = await checkBundleInTurns(bundle);
    isOver = true;
    await others;
    expect(checked).toEqual({ ok: true, value: bundle });
    expect(turns).toBeGreaterThan(15);
  });

  it('is told what is wrong in it at its place', async () => {
    const entry = Array.from({ length: 90 }, (_, at) => flag(1_000 + at, at === 47 ? 'presque' : 'active'));
    const checked = await checkBundleInTurns(bundleOf(entry));
    expect(checked).toMatchObject({
      ok: false,
      failure: { message: 'Bundle.entry[47].resource.status: required binding' },
    });
  });
});

describe('what breaks R4 is refused, with the path and the rule', () => {
  it.each([
    ['Observation', 'status', undefined, /resource\.status: Missing required property/],
    ['Observation', 'code', undefined, /resource\.code: Missing required property/],
    ['Observation', 'inconnu', 1, /resource\.inconnu: Invalid additional property/],
    ['Observation', 'effectiveDateTime', '09/03/2024', /resource\.effective\[x\]: Invalid dateTime format/],
    ['Observation', 'category', [], /resource\.category: no empty array/],
    ['Observation', 'derivedFrom.0.reference', 'Patient/p', /resource\.derivedFrom\[0\]/],
    ['Patient', 'birthDate', '02/04/1961', /resource\.birthDate: Invalid date format/],
    ['Patient', 'active', 'oui', /resource\.active: Invalid JSON type/],
    ['DocumentReference', 'content', undefined, /resource\.content: Missing required property/],
    ['Provenance', 'recorded', '2024-03-10', /resource\.recorded: Invalid instant format/],
    ['Encounter', 'class', undefined, /resource\.class: Missing required property/],
  ] as const)('structure: %s.%s', (type, path, value, message) => {
    expect(refusal(broken(type, path, value))).toMatch(message);
  });

  it.each([
    ['Observation', 'status', /resource\.status: required binding/],
    ['Observation', 'identifier.0.use', /resource\.identifier\[0\]\.use: required binding/],
    ['Patient', 'gender', /resource\.gender: required binding/],
    ['Patient', 'name.0.use', /resource\.name\[0\]\.use: required binding/],
    ['Patient', 'telecom.0.system', /resource\.telecom\[0\]\.system: required binding/],
    ['Encounter', 'status', /resource\.status: required binding/],
    ['DocumentReference', 'status', /resource\.status: required binding/],
    ['DocumentReference', 'docStatus', /resource\.docStatus: required binding/],
    ['Device', 'deviceName.0.type', /resource\.deviceName\[0\]\.type: required binding/],
    ['Flag', 'status', /resource\.status: required binding/],
    ['Task', 'status', /resource\.status: required binding/],
    ['Task', 'intent', /resource\.intent: required binding/],
    ['Provenance', 'entity.0.role', /resource\.entity\[0\]\.role: required binding/],
  ] as const)('binding: %s.%s', (type, path, message) => {
    expect(refusal(broken(type, path, 'presque'))).toMatch(message);
  });

  it('binding: relatesTo, Bundle.type, request.method, a comparator and a CodeableConcept', () => {
    const relates = broken('DocumentReference', 'relatesTo', [{ code: 'cites', target: { display: 'x' } }]);
    expect(refusal(relates)).toMatch(/relatesTo\[0\]\.code: required binding/);
    expect(refusal({ ...complete(), type: 'lot' as never })).toMatch(/Bundle\.type: required binding/);
    const [first, ...rest] = complete().entry ?? [];
    const sent = { ...first, request: { method: 'SEND' as never, url: first?.request?.url ?? '' } };
    expect(refusal({ ...complete(), entry: [sent, ...rest] })).toMatch(/request\.method: required binding/);
    const measured = broken('Observation', 'component', [
      { code: { text: 'x' }, valueQuantity: { value: 1, comparator: '~' } },
    ]);
    expect(refusal(measured)).toMatch(/component\[0\]\.valueQuantity\.comparator: required binding/);
    const problem = { resourceType: 'Condition', id: 'c', subject: { display: 'x' } } as const;
    const condition = { ...problem, verificationStatus: { coding: [{ code: 'sure' }] } };
    const entry = [{ resource: condition, request: { method: 'PUT' as const, url: 'Condition/c' } }];
    expect(refusal({ resourceType: 'Bundle', type: 'transaction', entry })).toMatch(
      /verificationStatus: required binding/,
    );
  });

  it.each([
    ['Observation', 'subject.reference', 'Patient/absent', /subject\.reference: a resource of the Bundle/],
    ['Observation', 'subject.reference', 'n’importe quoi', /subject\.reference: Type\/id/],
    ['Observation', 'derivedFrom.0.reference', '#absent', /derivedFrom\[0\]\.reference: a contained/],
    ['Flag', 'id', 'deux mots', /resource\.id: an id of letters/],
    ['Flag', 'id', 'autre', /request\.url: Type\/id/],
    ['Observation', 'contained', [{ resourceType: 'Specimen', id: 's' }], /contained: dom-3/],
  ] as const)('reference: %s.%s = %s', (type, path, value, message) => {
    expect(refusal(broken(type, path, value))).toMatch(message);
  });

  it.each([
    ['extension.0.extension.2.valueInteger', '12'],
    ['extension.0.extension.2.valueInteger', 1.5],
    ['extension.0.extension.1.valueString', ''],
    ['extension.0.extension.0.url', undefined],
    ['extension.0.extension.0.valueReference', {}],
    ['extension.0.valueString', 'aussi'],
    ['extension.1.valueDecimal', '0.9'],
    ['extension.1.url', undefined],
  ])('evidence and confidence: %s = %j', (path, value) => {
    expect(refusal(broken('Observation', path, value))).toMatch(/resource\.extension\[[01]\]/);
  });

  it('reference: the same resource twice', () => {
    const bundle = complete();
    const entry = bundle.entry ?? [];
    expect(refusal({ ...bundle, entry: [...entry, ...entry.slice(0, 1)] })).toMatch(/one entry per resource/);
  });

  it('never quotes a value', () => {
    const secret = 'CAMILLE-FICTIVE';
    const refusals = (
      [
        ['Patient', 'gender'],
        ['Patient', 'birthDate'],
        ['Patient', 'name'],
        ['Patient', 'name.0.use'],
        ['Patient', 'active'],
        ['Observation', 'subject.reference'],
        ['Observation', 'code'],
        ['DocumentReference', 'date'],
        ['DocumentReference', 'content.0.attachment.data'],
        ['DocumentReference', 'content.0.attachment.size'],
      ] as const
    ).map(([type, path]) => refusal(broken(type, path, secret)));
    expect(refusals).not.toContain('accepted');
    for (const message of refusals) expect(message).not.toContain(secret);
  });

  it('names some problems and counts the rest', () => {
    const many = Array.from({ length: 9 }, () => ({ use: 'presque' }));
    expect(refusal(broken('Patient', 'address', many))).toMatch(/and 4 more$/);
  });
});
