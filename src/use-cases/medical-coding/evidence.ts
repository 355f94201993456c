import { type StayEvidence } from '../stay-use-case.js';
import { type Candidate, type Placed } from './candidates.js';

/** How many stretches of a document are shown for a code: the best placed. */
const MOST_SHOWN = 3;
const SECTIONS = ['conclusion', 'diagnostic', 'motif', 'intervention', 'evolution'];

const placed = ({ section, parts }: Placed): number =>
  (parts.has('conclusion') ? 2 : 0) +
  (parts.has('reason') ? 2 : 0) +
  (parts.has('managed') ? 1 : 0) +
  (SECTIONS.includes(section) ? SECTIONS.length - SECTIONS.indexOf(section) : 0);

/** The words that support a code in each document of the stay, the best placed first. */
export function evidenceOf({ shown: words }: Candidate): StayEvidence[] {
  const shown = new Map<string, number>();
  return [...words]
    .sort((one, other) => placed(other) - placed(one))
    .flatMap(({ reading, start, end, beside }) => {
      const { id, document } = reading.document;
      const before = shown.get(id) ?? 0;
      if (before >= MOST_SHOWN) return [];
      shown.set(id, before + 1);
      return [{ start, end }, ...beside].map((span) => ({
        ...{ document: id, start: span.start, end: span.end },
        text: document.text.slice(span.start, span.end),
      }));
    });
}
