import { readFileSync } from 'node:fs';

/** A text report of 4 kB with biomarkers, from a letterhead to a signature. Each copy gets its own ids. */
const TEMPLATE = 'samples/02-sein-biopsie-oru-tx.hl7';
const [CONTROL_ID, ORDER, PATIENT] = ['ANP260209017', '26P00412', '900104217'];

export interface BenchMessage {
  readonly controlId: string;
  readonly bytes: Buffer;
}

/** `original`: one answer. `enhanced`: MSH-15 asks for a commit answer, MSH-16 for none. */
export type Mode = 'original' | 'enhanced';

/** `count` distinct reports of `count / 5` patients, each its own lineage. */
export function benchMessages(run: string, count: number, mode: Mode = 'original'): BenchMessage[] {
  const text = readFileSync(TEMPLATE, 'utf8');
  return Array.from({ length: count }, (_, at) => {
    const controlId = `B${run}${at}`;
    const patient = `9${run}${String(Math.floor(at / 5)).padStart(6, '0')}`;
    const message = text
      .replaceAll(CONTROL_ID, controlId)
      .replaceAll(ORDER, `${run}${at}`)
      .replaceAll(PATIENT, patient);
    return { controlId, bytes: Buffer.from(mode === 'enhanced' ? enhanced(message) : message, 'utf8') };
  });
}

/** MSH-1 is the separator: MSH-n is field n - 1. */
function enhanced(message: string): string {
  const [header = '', ...rest] = message.split('\r');
  const fields = header.split('|');
  return [Object.assign(fields, { 14: 'AL', 15: 'NE' }).join('|'), ...rest].join('\r');
}
