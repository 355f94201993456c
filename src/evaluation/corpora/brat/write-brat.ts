import { ok } from '../../../kernel/index.js';
import { type Span } from '../../../text/index.js';
import { type AnnotatedSpan, type CorpusWriter } from '../annotated.js';
import { fileNames } from '../file-names.js';
import { toCodePoints } from '../offsets.js';

/** `.txt` and `.ann`, with `Role` and `Kind` attributes; our own names of labels. */
export const writeBrat: CorpusWriter = (documents) => {
  const names = fileNames(documents.map(({ id }) => id));
  return ok(
    documents.flatMap(({ text, spans }, at) => {
      const name = names[at] as string;
      const content = text.reveal();
      return [
        { name: `${name}.txt`, content },
        { name: `${name}.ann`, content: annotationsOf(content, spans) },
      ];
    }),
  );
};

function annotationsOf(text: string, spans: readonly AnnotatedSpan[]): string {
  const toPoints = toCodePoints(text);
  const lines: string[] = [];
  let attributes = 0;
  const attribute = (name: string, on: number, value: string | null): void => {
    if (value === null) return;
    attributes += 1;
    lines.push(`A${String(attributes)}\t${name} T${String(on)} ${value}`);
  };
  spans.forEach((span, at) => {
    const pieces = cutAtLines(text, span);
    const offsets = pieces.map(toPoints).map(({ start, end }) => `${String(start)} ${String(end)}`);
    const covered = pieces.map(({ start, end }) => text.slice(start, end)).join(' ');
    lines.push(`T${String(at + 1)}\t${span.category} ${offsets.join(';')}\t${covered.replace(/\s/g, ' ')}`);
    attribute('Role', at + 1, span.role);
    attribute('Kind', at + 1, span.kind);
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** brat shows no stretch over two lines: it is written as its parts. */
function cutAtLines(text: string, { start, end }: Span): Span[] {
  const covered = text.slice(start, end);
  if (covered.trim() !== covered || !covered.includes('\n')) return [{ start, end }];
  const pieces: Span[] = [];
  let at = start;
  for (const line of covered.split('\n')) {
    const lead = line.length - line.trimStart().length;
    const piece = { start: at + lead, end: at + lead + line.trim().length };
    if (piece.end > piece.start) pieces.push(piece);
    at += line.length + 1;
  }
  return pieces;
}
