// Figures of a corpus file by category and role; `--errors` lists what differs (the people are invented).
// node test/support/pseudonymization/measure.mjs blind-2.yml --errors
import { sensitive } from '../../../src/kernel/index.js';
import { type IdentifyingSpan } from '../../../src/pseudonymization/pseudonymized-document.js';
import { aDocument, aPseudonymizer } from './builders.js';
import { type CorpusCase, type MarkedSpan, readCorpus } from './corpus.js';
import { addCase, createScores, sameAll, scoreTable } from './score.js';

const label = ({ category, role, kind }: MarkedSpan): string => `${category} ${role ?? kind ?? ''}`.trim();

function differences(one: CorpusCase, found: readonly IdentifyingSpan[]): string[] {
  const show = (sign: string, span: MarkedSpan): string => {
    const around = one.text.slice(Math.max(0, span.start - 30), span.end + 25).replace(/\n/g, '⏎');
    return `${sign} ${label(span)} ${JSON.stringify(one.text.slice(span.start, span.end))}   in …${around}…`;
  };
  const missed = one.spans
    .filter((marked) => !found.some((span) => sameAll(marked, span)))
    .map((span) => ({ at: span.start, line: show('-', span) }));
  const extra = found
    .filter((span) => !one.spans.some((marked) => sameAll(marked, span)))
    .map((span) => ({ at: span.start, line: show('+', span) }));
  return [...missed, ...extra].sort((a, b) => a.at - b.at).map(({ line }) => line);
}

for (const file of process.argv.slice(2).filter((name) => name.endsWith('.yml'))) {
  const scores = createScores();
  const lines: string[] = [];
  for (const [at, one] of readCorpus(file).entries()) {
    const result = await aPseudonymizer().pseudonymize(aDocument(one.text), {
      identity: sensitive(one.identity),
      stay: sensitive(one.stay),
      carers: sensitive(one.carers),
      fallbackKey: `${file} ${String(at)}`,
    });
    const spans = result.ok ? result.value.spans : [];
    if (!result.ok) lines.push(`! case ${String(at)}: ${result.failure.message}`);
    addCase(scores, one, spans);
    lines.push(...differences(one, spans).map((line) => `${String(at).padStart(3)} ${line}`));
  }
  if (process.argv.includes('--errors')) console.log(lines.join('\n'));
  console.log(`\n${file}\n${scoreTable(scores, true)}`);
}
