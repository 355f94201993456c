import { readFileSync } from 'node:fs';
import { type Document } from '../../src/document/index.js';
import { sensitive } from '../../src/kernel/index.js';
import { NO_IDENTITY, NO_STAY } from '../../src/patients/index.js';
import {
  assemblePseudonymizer,
  createReadingRooms,
  openModel,
  policyNamed,
  selectCatalog,
} from '../../src/pipeline/index.js';
import { createMemoryVault, type ModelReader } from '../../src/pseudonymization/index.js';
import { silentLogger } from '../../src/observability/index.js';
import { DEMONSTRATION_KEYS } from '../../src/security/index.js';
import { aReport } from './report.js';

const PAGE = 3_000;
const SECONDS = 4;
const WARM_UP = 20;
const AT_ONCE = 8;

/** Pages per second of the rooms that read, alone. The model reads in threads of its own, one for each core it may use. */
export async function benchReading(): Promise<Record<string, number>> {
  const alone = await benchUseCases();
  return {
    pseudonymizationOneModelThread: await withModel(1),
    pseudonymizationTwoModelThreads: await withModel(2),
    pseudonymizationRulesAlone: alone.pseudonymization,
    useCases: alone.useCases,
  };
}

async function withModel(threads: number): Promise<number> {
  const model = await openModel({ models: { folder: 'models', pseudonymization: 'required', threads } });
  try {
    const { rooms, document, report, pages } = await opened(model);
    return pages * (await rate(() => mustBe(rooms.pseudonymize(document, report)), AT_ONCE));
  } finally {
    await model?.close();
  }
}

async function benchUseCases(): Promise<{ pseudonymization: number; useCases: number }> {
  const { rooms, document, report, pages } = await opened(undefined);
  const pseudonymized = await mustBe(rooms.pseudonymize(document, report));
  return {
    pseudonymization: pages * (await rate(() => mustBe(rooms.pseudonymize(document, report)))),
    useCases: pages * (await rate(() => mustBe(rooms.runUseCases(pseudonymized, document, report)))),
  };
}

async function opened(model: ModelReader | undefined) {
  const rooms = createReadingRooms({
    pseudonymizer: assemblePseudonymizer({
      policy: policyNamed('care', 'config/pseudonymization.yml'),
      vault: createMemoryVault(),
      keys: DEMONSTRATION_KEYS,
      model,
    }),
    useCases: selectCatalog(['all']),
    logger: silentLogger,
  });
  const report = aReport(
    sampleText(),
    sensitive({ ...NO_IDENTITY, lastName: 'VASSALIEU', firstNames: ['Odile'] }),
    sensitive(NO_STAY),
  );
  const document = await mustBe(rooms.read(report));
  return { rooms, document, report, pages: document.text.reveal().length / PAGE };
}

function sampleText(): string {
  const message = readFileSync('samples/02-sein-biopsie-oru-tx.hl7', 'utf8');
  const lines = message.split('\r').filter((line) => line.startsWith('OBX|'));
  return lines.map((line) => line.split('|')[5] ?? '').join('\n');
}

async function rate(work: () => Promise<unknown>, atOnce = 1): Promise<number> {
  for (let at = 0; at < WARM_UP; at += 1) await work();
  const started = performance.now();
  let count = 0;
  const worker = async () => {
    for (; performance.now() - started < SECONDS * 1_000; count += 1) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return count / ((performance.now() - started) / 1_000);
}

async function mustBe<T extends Document | object>(
  outcome: Promise<{ ok: true; value: T } | { ok: false; failure: { code: string } }>,
): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}
