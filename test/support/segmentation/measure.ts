// F1 of sections, titles and sentences by kind of document; `--errors` lists what differs (the people are invented).
// node test/support/segmentation/measure.mjs held-out-1.txt --errors
import { FILES, measureFiles } from './measure-files.js';
import { scoreTable } from './score.js';

const named = process.argv.slice(2).filter((name) => name.endsWith('.txt'));
const groups = named.length > 0 ? [named] : Object.values(FILES);
for (const files of groups) {
  const { byKind, lines } = measureFiles(files);
  if (process.argv.includes('--errors')) console.log(lines.join('\n'));
  console.log(`\n${files.join(', ')}\n${scoreTable(byKind)}`);
}
