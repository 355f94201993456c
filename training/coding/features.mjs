// The candidates of the development stays and their features, as the service computes them: one JSON line for a stay.
// node training/coding/features.mjs test/corpora/medical-coding/development-[1-4].yml > features.jsonl (after `npm run build`)
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { layTerminology, mayStandAs } from '../../dist/src/terminology/index.js';
import { segment } from '../../dist/src/text/index.js';
import { featuresOf } from '../../dist/src/use-cases/medical-coding/features.js';
import { gather } from '../../dist/src/use-cases/medical-coding/gather.js';
import { mayHave } from '../../dist/src/use-cases/medical-coding/limits.js';
import { createNames } from '../../dist/src/use-cases/medical-coding/names.js';
import { codingRules, rulesFor } from '../../dist/src/use-cases/medical-coding/rules.js';

const terminology = layTerminology([]);
const names = createNames(terminology);
const rules = rulesFor(codingRules(), (code) => terminology.diagnoses.has(code));
const usesOf = (code) => terminology.diagnoses.get(code)?.uses ?? 0;
for (const file of process.argv.slice(2)) {
  for (const { id, specialty, stay, documents, codes } of parse(readFileSync(file, 'utf8'))) {
    const context = { ...stay, specialty, documentType: null };
    const read = documents.map(({ docId, text, date }) => ({
      id: docId,
      document: { text, ...segment(text) },
      context: { ...context, documentDate: date ? new Date(date).toISOString().slice(0, 10) : null },
    }));
    const { diagnoses, acts } = gather(read, names, rules);
    const all = diagnoses.filter(({ code }) => mayHave(code, context));
    const features = featuresOf({ context, all, acts, usesOf });
    const done = featuresOf({ context, all: acts, acts: [], usesOf });
    console.log(
      JSON.stringify({
        ...{ id, codes },
        diagnoses: all.map(({ code }, at) => ({
          ...{ code, features: features[at] },
          principal: mayStandAs(terminology.diagnoses.get(code).type, 'DP'),
        })),
        acts: acts.map(({ code }, at) => ({ code, features: done[at] })),
      }),
    );
  }
}
