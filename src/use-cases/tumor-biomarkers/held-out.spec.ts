import { readdirSync, readFileSync } from 'node:fs';
import { examplesOf, findingsIn, type MarkedExample, readMarked } from './marked-examples.js';

// npm test -- --selectProjects unit -- src/use-cases/tumor-biomarkers/held-out
// prints the figures of the card. Written before the grammar was tuned; never tune on it.

const REPORTS = new URL('./examples/held-out-reports/', import.meta.url);
const reports = readdirSync(REPORTS).map((file) => readMarked(readFileSync(new URL(file, REPORTS), 'utf8')));

/** A result is a name and a status; the same one said twice counts once. */
function score(examples: readonly MarkedExample[]) {
  let right = 0;
  let wanted = 0;
  let given = 0;
  for (const { text, expected } of examples) {
    const want = new Set(expected.map(({ name, attributes }) => `${name} ${attributes['status']}`));
    const give = new Set(findingsIn(text).map(({ value }) => `${value.name} ${value.status}`));
    right += [...want].filter((result) => give.has(result)).length;
    wanted += want.size;
    given += give.size;
    if (process.env['SHOW_ERRORS']) {
      const missed = [...want].filter((result) => !give.has(result));
      const invented = [...give].filter((result) => !want.has(result));
      if (missed.length + invented.length > 0) console.log(text.slice(0, 150), { missed, invented });
    }
  }
  const precision = right / given;
  const recall = right / wanted;
  const rounded = (rate: number) => Math.round(rate * 1000) / 1000;
  return {
    precision: rounded(precision),
    recall: rounded(recall),
    f1: rounded((2 * precision * recall) / (precision + recall)),
    n: wanted,
  };
}

it('gives the figures the card states', () => {
  const figures = { sentences: score(examplesOf('held-out.txt')), reports: score(reports) };
  console.log(JSON.stringify(figures));
  const card = readFileSync(new URL('./card.md', import.meta.url), 'utf8').replace(/ +/g, ' ');
  const row = ({ n, precision, recall, f1 }: ReturnType<typeof score>) =>
    [n, precision.toFixed(3), recall.toFixed(3), f1.toFixed(3)].join(' | ');
  expect(card).toContain(row(figures.sentences));
  expect(card).toContain(row(figures.reports));
});
