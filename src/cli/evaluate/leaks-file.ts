import { chmodSync, writeFileSync } from 'node:fs';
import { type Evaluation } from '../../evaluation/index.js';

const AROUND = 40;

/** Where gold and spans found differ, with the text: read by its owner only, and never sent anywhere. */
export function writeLeaks(path: string, evaluations: readonly Evaluation[]): void {
  const lines = evaluations.flatMap(({ report, differences }) =>
    differences.map(({ document, difference: { what, label, start, end } }) => {
      const text = document.text.reveal();
      return JSON.stringify({
        ...{ variant: report.id, document: document.id, what, label, start, end },
        text: text.slice(start, end),
        before: text.slice(Math.max(0, start - AROUND), start),
        after: text.slice(end, end + AROUND),
      });
    }),
  );
  // An older file would keep its own mode.
  writeFileSync(path, '', { mode: 0o600 });
  chmodSync(path, 0o600);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
}
