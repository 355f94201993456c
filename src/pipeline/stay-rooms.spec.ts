import { type Bundle } from '@medplum/fhirtypes';
import { createDelivery, createMemoryLedger, createMemoryOutbox, NO_METRICS } from '../delivery/index.js';
import { failed, ok, type Result, sensitive, systemClock } from '../kernel/index.js';
import { silentLogger } from '../observability/index.js';
import { type CaseContext, type StayFinding, type StayUseCase } from '../use-cases/index.js';
import { aDocument, aPseudonymizer, known } from '../../test/support/pseudonymization/index.js';
import { type StandingDocument, type StayRun, type StayUseCaseOutcome } from './stay-ports.js';
import { createStayRooms, type StayDocuments } from './stay-rooms.js';

const STAY: StayRun = { key: 'stay', changes: 3, renewed: [] };
const CONTEXT = { age: 63, sex: 'F' } as CaseContext;
const TEXT = 'Mme ESSARTINEL Apolline, HER2 : score 3+.';
const NOTHING: StayUseCaseOutcome = { findings: [], failures: [] };

const aPatientBundle = (id = 'a'.repeat(64)): Bundle => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [{ resource: { resourceType: 'Patient', id }, request: { method: 'PUT', url: `Patient/${id}` } }],
});

const pseudonymizer = aPseudonymizer();
async function standing(reportId: string, text = TEXT): Promise<StandingDocument> {
  const document = aDocument(text);
  const identity = { lastName: 'ESSARTINEL', firstNames: ['Apolline'] };
  const read = await pseudonymizer.pseudonymize(document, known({ identity }));
  if (!read.ok) throw new Error(read.failure.message);
  return {
    reportId,
    lineage: `lineage of ${reportId}`,
    document,
    pseudonymized: read.value,
    context: CONTEXT,
  };
}

const aUseCase = (run: StayUseCase['run']): StayUseCase => ({
  ...{ id: 'any', version: '1.0.0', scope: 'stay', stage: 'shadow' },
  run,
  vocabulary: () => ({ names: [] }),
});

function setUp(
  useCases: readonly StayUseCase[] = [],
  bundle: Bundle = { resourceType: 'Bundle', type: 'transaction' },
  followed: Result<number> = ok(0),
) {
  const renewed: string[][] = [];
  const documents: StayDocuments = {
    gather: async () => ok([]),
    renew: async (_stay, asked) => (renewed.push(asked.map(({ reportId }) => reportId)), asked.length),
  };
  const outbox = createMemoryOutbox();
  const delivery = createDelivery({
    ...{ outbox, ledger: createMemoryLedger(), targets: {}, metrics: NO_METRICS, clock: systemClock },
  });
  const rooms = createStayRooms({
    ...{ documents, useCases, outbox, delivery, logger: silentLogger },
    toBundle: () => ok(bundle),
    followStay: async () => followed,
    transaction: (work) => work({ query: async () => [] as never }),
  });
  return { rooms, outbox, renewed };
}

describe('the rooms of a stay', () => {
  it('leave one Bundle for a run, however often it is prepared, and another for the next run', async () => {
    const { rooms, outbox } = setUp([], aPatientBundle());
    expect(await rooms.prepare(STAY, NOTHING)).toEqual(ok(undefined));
    const [first] = await outbox.entries('stay:stay:3');
    expect(first).toMatchObject({ lineage: 'stay:stay', version: 3, zone: 'care', state: 'pending' });
    await rooms.prepare(STAY, NOTHING);
    expect(await outbox.entries('stay:stay:3')).toEqual([first]);
    await rooms.prepare({ ...STAY, changes: 4 }, NOTHING);
    expect(await outbox.entries('stay:stay:4')).toHaveLength(1);
  });

  it('bring the stay’s own resource along, which is never kept', async () => {
    const { rooms, outbox } = setUp([], undefined, ok(1));
    expect(await rooms.prepare(STAY, NOTHING)).toEqual(ok(undefined));
    expect(await outbox.entries('stay:stay:3')).toEqual([]);
    expect(await rooms.deliver(STAY)).toEqual(ok({ resources: 1 }));
    const lost = { code: 'FHIR_CONFLICT', class: 'transient', message: 'another write won' } as const;
    const conflict = failed(lost);
    expect(await setUp([], undefined, conflict).rooms.deliver(STAY)).toEqual(conflict);
  });

  it('leave nothing, and deliver nothing, where there is nothing to say', async () => {
    const { rooms, outbox } = setUp();
    expect(await rooms.prepare(STAY, NOTHING)).toEqual(ok(undefined));
    expect(await outbox.entries('stay:stay:3')).toEqual([]);
    expect(await rooms.deliver(STAY)).toEqual(ok({ resources: 0 }));
  });

  it('refuse a Bundle that breaks R4', async () => {
    const { rooms, outbox } = setUp([], aPatientBundle('not an id'));
    expect(await rooms.prepare(STAY, NOTHING)).toMatchObject({
      ok: false,
      failure: { code: 'BUNDLE_INVALID' },
    });
    expect(await outbox.entries('stay:stay:3')).toEqual([]);
  });

  it('send again only the documents in which a learned name stands, once in a run', async () => {
    const { rooms, renewed } = setUp();
    const learned = sensitive([{ word: 'branqueval', category: 'LAST_NAME', role: 'Other' } as const]);
    const documents = [await standing('a'), await standing('b', 'Vue avec branqueval.')];
    expect(await rooms.pseudonymizeAgain(STAY, documents, learned)).toEqual(ok(1));
    expect(await rooms.pseudonymizeAgain({ ...STAY, renewed: ['b'] }, documents, learned)).toEqual(ok(0));
    expect(renewed).toEqual([['b']]);
  });

  it('run the use cases of the stay over all its documents, and bring their evidence back to the originals', async () => {
    const useCase = aUseCase(({ documents }) =>
      documents.map(({ id, document }): StayFinding => {
        const start = document.text.indexOf('HER2');
        const evidence = [
          { document: id, start, end: start + 15, text: document.text.slice(start, start + 15) },
        ];
        return {
          ...{
            useCase: 'any',
            useCaseVersion: '1.0.0',
            value: {},
            assertion: 'Present',
            temporality: 'current',
          },
          ...{ date: null, specimen: null, confidence: 1, evidence },
        };
      }),
    );
    const { rooms } = setUp([useCase]);
    const outcome = await rooms.runUseCases([await standing('a'), await standing('b')]);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    const at = { start: TEXT.indexOf('HER2'), end: TEXT.indexOf('HER2') + 15, text: 'HER2 : score 3+' };
    expect(outcome.value.findings.map(({ evidence }) => evidence)).toEqual([
      [{ document: 'a', ...at }],
      [{ document: 'b', ...at }],
    ]);
  });

  it('tell a use case that throws, or whose evidence is not in its document, and keep the others', async () => {
    const lies: StayFinding = {
      ...{ useCase: 'any', useCaseVersion: '1.0.0', value: {}, assertion: 'Present', temporality: 'current' },
      ...{ date: null, specimen: null, confidence: 1 },
      evidence: [{ document: 'elsewhere', start: 0, end: 4, text: 'HER2' }],
    };
    const throws = aUseCase(() => {
      throw new TypeError('x is undefined');
    });
    const { rooms } = setUp([throws, aUseCase(() => [lies])]);
    const outcome = await rooms.runUseCases([await standing('a')]);
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        findings: [],
        failures: [{ code: 'USE_CASE_CRASHED' }, { code: 'USE_CASE_EVIDENCE_INVALID' }],
      },
    });
  });
});
