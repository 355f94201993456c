import { segment } from '../../../src/text/index.js';
import { type MarkedDocument, readMarked } from './corpus.js';
import { addDocument, type Difference, noScores, type Scores } from './score.js';

/** What the rules were tuned on; what was written before, and after, and first only measured. `unseen`: by other hands. */
export const FILES = {
  development: ['development.txt'],
  heldOut: ['held-out-1.txt', 'held-out-2.txt'],
  otherHands: ['other-hands.txt'],
  fresh: ['fresh.txt'],
  unseen1: ['unseen-1.txt'],
  unseen2: ['unseen-2.txt'],
  unseen3: ['unseen-3.txt'],
} as const;

export interface Measured {
  readonly byKind: ReadonlyMap<string, { documents: number; scores: Scores }>;
  /** What differs, one line each. */
  readonly lines: readonly string[];
}

/** Scores of `segment()` on files of the corpus, by kind of document. */
export function measureFiles(files: readonly string[]): Measured {
  const byKind = new Map<string, { documents: number; scores: Scores }>();
  const lines: string[] = [];
  for (const file of files)
    for (const document of readMarked(file)) {
      const kind = byKind.get(document.kind) ?? { documents: 0, scores: noScores() };
      byKind.set(document.kind, kind);
      kind.documents += 1;
      const differences = addDocument(kind.scores, document, segment(document.text));
      if (differences.length > 0) lines.push(`\n# ${file} ${document.kind} | ${document.style}`);
      lines.push(...differences.map((difference) => shown(document, difference)));
    }
  return { byKind, lines };
}

function shown({ text }: MarkedDocument, { measure, sign, at, key }: Difference): string {
  const end = Number(key.split(' ')[1]);
  const stretch = text.slice(at, Number.isNaN(end) ? at + 40 : end).replace(/\r?\n/g, '⏎');
  return `${sign} ${measure.padEnd(9)} ${measure === 'sections' ? `${key.split(' ')[1] ?? ''} ` : ''}${JSON.stringify(stretch)}`;
}
