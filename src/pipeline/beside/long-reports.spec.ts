import { setImmediate as turn } from 'node:timers/promises';
import { closeReaders } from '../../document/index.js';
import { type Result, sensitive } from '../../kernel/index.js';
import { silentLogger } from '../../observability/index.js';
import { type Identity, NO_IDENTITY, NO_STAY } from '../../patients/index.js';
import { createMemoryVault, type ModelReader, toStored, type Vault } from '../../pseudonymization/index.js';
import { DEMONSTRATION_KEYS } from '../../security/index.js';
import { type Report } from '../../intake/index.js';
import { aModel, thePolicy } from '../../../test/support/pseudonymization/index.js';
import { assemblePseudonymizer, selectCatalog } from '../assembly.js';
import { createReadingRooms } from '../reading-rooms.js';
import { closeLongReports, type LongReports, readLongReports } from './long-reports.js';

const POLICY = thePolicy();
const PAGE = `COMPTE RENDU
Mme VASSALIEU Odile, née le 14/05/1958, vue le 3 mars 2026 par le Dr NIVELOIX.
IMMUNOHISTOCHIMIE
Récepteurs aux œstrogènes : 90 %. HER2 : score 3+.
Hémoculture : Escherichia coli, céfotaxime R.
`;
const LONG = 200_000;
const IDENTITY: Identity = { ...NO_IDENTITY, lastName: 'VASSALIEU', firstNames: ['Odile'] };

afterEach(() => closeLongReports());
afterAll(() => closeReaders());

function aReport(text: string): Report {
  const content = sensitive(Buffer.from(text));
  return {
    ...{
      id: 'r',
      source: 's',
      lineage: 'l',
      version: 1,
      receivedAt: new Date(0),
      action: 'original' as const,
    },
    ...{
      documentId: 'd',
      assigner: 'a',
      type: { code: '11526-1' },
      date: '2026-03-04',
      status: 'final' as const,
    },
    payloads: [{ contentType: 'text/plain', content }],
    ...{ identity: sensitive(IDENTITY), stay: sensitive(NO_STAY), carers: sensitive([]) },
    ...{ confidentiality: [], fictitious: true },
  };
}

function roomsWith(long: LongReports | undefined, vault: Vault = createMemoryVault(), model?: ModelReader) {
  const parts = { policy: POLICY, vault, keys: DEMONSTRATION_KEYS };
  return createReadingRooms({
    pseudonymizer: assemblePseudonymizer({ ...parts, model, ...(long && { long }) }),
    useCases: selectCatalog(['all']),
    ...(long && { run: long.runUseCases }),
    logger: silentLogger,
  });
}

async function read(text: string, long?: LongReports, model?: ModelReader) {
  const [rooms, report] = [roomsWith(long, undefined, model), aReport(text)];
  const document = mustBe(await rooms.read(report));
  const pseudonymized = mustBe(await rooms.pseudonymize(document, report));
  const outcome = mustBe(await rooms.runUseCases(pseudonymized, document, report));
  return { document, pseudonymized, outcome };
}

function mustBe<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

/** How often the event loop turned while something went on. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ turns: number; value: T }> {
  let turns = 0;
  let isOver = false;
  const over = work.finally(() => (isOver = true));
  while (!isOver) {
    await turn();
    turns += 1;
  }
  return { turns, value: await over };
}

describe('long reports', () => {
  it('are read beside as they are read here', async () => {
    const text = PAGE.repeat(60);
    const [here, beside] = [await read(text), await read(text, readLongReports())];
    expect(toStored(beside.pseudonymized)).toEqual(toStored(here.pseudonymized));
    expect(beside.outcome).toEqual(here.outcome);
    expect(beside.outcome.findings.length).toBeGreaterThan(1);
    expect(beside.document.sections).toEqual(here.document.sections);
  });

  it('are read beside with what a model saw of them', async () => {
    const text = `${PAGE.repeat(60)}Avis de tournedac.`;
    const model = aModel({ text: 'tournedac', category: 'LAST_NAME', role: 'Carer' });
    const [here, beside] = [await read(text, undefined, model), await read(text, readLongReports(), model)];
    expect(toStored(beside.pseudonymized)).toEqual(toStored(here.pseudonymized));
    expect(beside.pseudonymized.method.assurance).toBe('rules+model');
    expect(beside.pseudonymized.text).not.toContain('tournedac');
  });

  it('keep in the vault what was given in a process', async () => {
    const vault = createMemoryVault();
    const [long, short] = [
      roomsWith(readLongReports({ longerThan: 100 }), vault),
      roomsWith(undefined, vault),
    ];
    const report = aReport(PAGE);
    const document = mustBe(await long.read(report));
    const before = mustBe(await long.pseudonymize(document, report));
    const after = mustBe(await short.pseudonymize(document, report));
    expect(after.text).toBe(before.text);
    expect(after.text).not.toContain('NIVELOIX');
  });

  it('let the service go on: its loop turns many times while a long report is read', async () => {
    const { turns, value } = await turnsDuring(read(PAGE.repeat(LONG / PAGE.length), readLongReports()));
    expect(value.document.text.map((text) => text.length).reveal()).toBeGreaterThan(LONG * 0.99);
    expect(turns).toBeGreaterThan(200);
  });

  it('that pass a limit fail alone: the next one is read', async () => {
    const long = readLongReports({ limits: { timeoutMs: 1 } });
    const rooms = roomsWith(long);
    const report = aReport(PAGE.repeat(LONG / PAGE.length));
    const document = mustBe(await rooms.read(report));
    const failed = await rooms.pseudonymize(document, report);
    expect(failed).toMatchObject({
      ok: false,
      failure: { class: 'permanent', code: 'DOCUMENT_TIMEOUT' },
    });
    expect((await read(PAGE.repeat(60), readLongReports())).outcome.failures).toEqual([]);
  });

  it('may be tried again where the service stopped', async () => {
    const long = readLongReports();
    await closeLongReports();
    const rooms = roomsWith(long);
    const report = aReport(PAGE.repeat(60));
    const document = mustBe(await rooms.read(report));
    const failed = await rooms.pseudonymize(document, report);
    expect(failed).toMatchObject({ ok: false, failure: { class: 'transient' } });
  });
});
