import { type Fault } from './audit.js';

/** Lines of two columns. */
export function tableOf(rows: Readonly<Record<string, string | number>>): string {
  const width = Math.max(...Object.keys(rows).map(({ length }) => length));
  return Object.entries(rows)
    .map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)
    .join('\n');
}

/** The first faults of each kind: ids, and no text of any report. */
export function tellFaults(faults: readonly Fault[], most = 8): string {
  const byCode = new Map<string, Fault[]>();
  for (const fault of faults) byCode.set(fault.code, [...(byCode.get(fault.code) ?? []), fault]);
  return [...byCode]
    .map(([code, all]) => {
      const first = all
        .slice(0, most)
        .map(({ about, detail }) => `    ${about}${detail ? ` (${detail})` : ''}`);
      return [`  ${code}: ${all.length}`, ...first].join('\n');
    })
    .join('\n');
}

/** Progress, while jest holds the report back. */
export const say = (line: string): void => void process.stderr.write(`chaos: ${line}\n`);
