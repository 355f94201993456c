import { type Document, type Ocr, type ReaderIdentity, READERS } from '../document/index.js';

/** The version of each reader of this process, by its id; with the engine that reads pictures, where there is one. */
export type RunningReaders = ReadonlyMap<string, string>;

export function runningReaders(ocr?: Ocr): RunningReaders {
  const all: readonly ReaderIdentity[] = [...Object.values(READERS), ...(ocr ? [ocr.identity] : [])];
  return new Map(all.map(({ id, version }) => [id, version]));
}

/** Between the parts of a text that is a report and its addenda. */
const PART = '+';
/** Between the readers that had a hand in one part: a CDA and the RTF file it holds. */
const WITHIN = '/';

/** Who read a text of several parts: `cda-r2/rtf+hl7-ft`, version `2/1+1`; parts read by the same are named once. */
export function readerOfParts(parts: readonly Document[]): Document['reader'] {
  const readers = parts.map(({ reader }) => reader);
  const unlike = readers.filter(
    (one, at) => readers.findIndex(({ id, version }) => id === one.id && version === one.version) === at,
  );
  return {
    id: unlike.map(({ id }) => id).join(PART),
    version: unlike.map(({ version }) => version).join(PART),
  };
}

/** The readers of a text of which this process runs a newer version. One that it does not run any more is not older. */
export function olderReaders({ id, version }: Document['reader'], running: RunningReaders): string[] {
  const versions = singles(version);
  return singles(id).filter((reader, at) => isOlder(versions[at] ?? '', running.get(reader)));
}

const singles = (joined: string): string[] => joined.split(PART).flatMap((part) => part.split(WITHIN));

function isOlder(stored: string, current: string | undefined): boolean {
  if (current === undefined || stored === current) return false;
  const [before, now] = [numbersOf(stored), numbersOf(current)];
  for (let at = 0; at < Math.max(before.length, now.length); at++) {
    const [a, b] = [before[at] ?? 0, now[at] ?? 0];
    if (a !== b) return a < b;
  }
  // The same numbers and another name (the language of an engine): neither is older, and they read differently.
  return true;
}

const numbersOf = (version: string): number[] => (version.match(/\d{1,9}/g) ?? []).map(Number);

/** What an operator calls a reader: `pdf` for `pdf-text-layer`, `cda` for `cda-r2`, or its whole id. */
export const isNamed = (reader: string, name: string): boolean =>
  reader === name || reader.startsWith(`${name}-`);
