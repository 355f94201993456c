import { readFileSync } from 'node:fs';
import { type Document } from '../../src/document/index.js';
import { sensitive } from '../../src/kernel/index.js';
import { NO_IDENTITY, NO_STAY } from '../../src/patients/index.js';
import {
  assemblePseudonymizer,
  createReadingRooms,
  policyNamed,
  selectCatalog,
} from '../../src/pipeline/index.js';
import { createMemoryVault } from '../../src/pseudonymization/index.js';
import { silentLogger } from '../../src/observability/index.js';
import { DEMONSTRATION_KEYS } from '../../src/security/index.js';
import { aReport } from './report.js';

const PAGE = 3_000;
const SECONDS = 4;

/** Pages per second of the rooms that read, alone, on one core. */
export async function benchReading(): Promise<{ pseudonymization: number; useCases: number }> {
  const rooms = createReadingRooms({
    pseudonymizer: assemblePseudonymizer({
      policy: policyNamed('care', 'config/pseudonymization.yml'),
      vault: createMemoryVault(),
      keys: DEMONSTRATION_KEYS,
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
  const pages = document.text.reveal().length / PAGE;
  const pseudonymized = await mustBe(rooms.pseudonymize(document, report));
  return {
    pseudonymization: pages * (await rate(() => mustBe(rooms.pseudonymize(document, report)))),
    useCases: pages * (await rate(() => mustBe(rooms.runUseCases(pseudonymized, document, report)))),
  };
}

function sampleText(): string {
  const message = readFileSync('samples/02-sein-biopsie-oru-tx.hl7', 'utf8');
  const lines = message.split('\r').filter((line) => line.startsWith('OBX|'));
  return lines.map((line) => line.split('|')[5] ?? '').join('\n');
}

async function rate(work: () => Promise<unknown>): Promise<number> {
  await work();
  const started = performance.now();
  let count = 0;
  for (; performance.now() - started < SECONDS * 1_000; count += 1) await work();
  return count / ((performance.now() - started) / 1_000);
}

async function mustBe<T extends Document | object>(
  outcome: Promise<{ ok: true; value: T } | { ok: false; failure: { code: string } }>,
): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}
