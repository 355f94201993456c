import { chmodSync, writeFileSync } from 'node:fs';
import { type Evaluation, type ReportEvaluation } from '../../evaluation/index.js';

const AROUND = 40;

/** Where gold and spans found differ, with the text: read by its owner only, and never sent anywhere. */
export function writeLeaks(path: string, evaluations: readonly Evaluation[]): void {
  const lines = evaluations.flatMap(({ report, differences }) =>
    differences.map(({ document, difference: { what, label, start, end } }) => {
      const text = document.text.reveal();
      return {
        ...{ variant: report.id, document: document.id, what, label, start, end },
        text: text.slice(start, end),
        before: text.slice(Math.max(0, start - AROUND), start),
        after: text.slice(end, end + AROUND),
      };
    }),
  );
  writeLocalLines(path, lines);
}

/** Where gold and Findings differ: what differs without a place is told by its key. */
export function writeDifferences(path: string, { differences }: ReportEvaluation): void {
  const lines = differences.map(({ report, difference: { scope, what, item } }) => {
    const { start, end } = item;
    const text = report.text.reveal();
    return {
      ...{ report: report.id, scope, what, key: item.key },
      ...(start !== undefined &&
        end !== undefined && {
          ...{ start, end, text: text.slice(start, end) },
          before: text.slice(Math.max(0, start - AROUND), start),
          after: text.slice(end, end + AROUND),
        }),
    };
  });
  writeLocalLines(path, lines);
}

/** A file of JSON lines for its owner alone. */
export function writeLocalLines(path: string, lines: readonly object[]): void {
  // An older file would keep its own mode.
  writeFileSync(path, '', { mode: 0o600 });
  chmodSync(path, 0o600);
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
