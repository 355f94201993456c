import { readFileSync } from 'node:fs';
import { blindExamples, type Figures, measure } from './blind-examples.js';

// npm test -- --selectProjects unit -- src/use-cases/tumor-biomarkers/blind
// prints the figures of today that the card states beside those of the first measure. SHOW_ERRORS=1 shows the differences.

const card = readFileSync(new URL('./card.md', import.meta.url), 'utf8').replace(/ +/g, ' ');
const row = ({ n, precision, recall, f1 }: Figures) =>
  [n, precision.toFixed(3), recall.toFixed(3), f1.toFixed(3)].join(' | ');

it.each(['blind-2.yml', 'blind-3.yml', 'blind-4.yml'])('gives the figures the card states for %s', (file) => {
  const examples = blindExamples(file);
  const status = measure(examples, 'status');
  const full = measure(examples, 'full');
  console.log(
    JSON.stringify({ file, excerpts: examples.length, status: status.figures, full: full.figures }),
  );
  if (process.env['SHOW_ERRORS']) console.log(full.differences);
  expect(card).toContain(row(status.figures));
  expect(card).toContain(row(full.figures));
});
