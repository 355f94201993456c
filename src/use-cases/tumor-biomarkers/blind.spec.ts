import { existsSync } from 'node:fs';
import { blindExamples, measure } from './blind-examples.js';

// npm test -- --selectProjects unit -- src/use-cases/tumor-biomarkers/blind
// prints the figures of the card; SHOW_ERRORS=1 shows the differences.

const FILES = ['blind-2.yml', 'blind-3.yml'].filter((file) =>
  existsSync(new URL(`../../../test/corpora/tumor-biomarkers/${file}`, import.meta.url)),
);

it.each(FILES)('measures %s', (file) => {
  const examples = blindExamples(file);
  const status = measure(examples, 'status');
  const full = measure(examples, 'full');
  console.log(JSON.stringify({ file, excerpts: examples.length, status: status.figures, full: full.figures }));
  if (process.env['SHOW_ERRORS']) console.log(full.differences);
});
