import { readFileSync } from 'node:fs';
import { segment, type Span } from '../../text/index.js';
import { type Finding, NO_CONTEXT } from '../finding.js';
import { tumorBiomarkers } from './index.js';
import { BIOMARKERS } from './lexicon.js';
import { type BiomarkerValue } from './value.js';

/** One expected result: `<er+pr status="negative" temporality="historical">words</>`, a row per name. */
export interface Expected {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly span: Span;
}

export interface MarkedExample {
  readonly text: string;
  readonly expected: readonly Expected[];
}

const MARK =
  /<([a-z][\w+.-]*)((?: \w+="[^"]*")*)>|<\/[\w+.-]*>|<(1p19q|5-hiaa|34betae12)((?: \w+="[^"]*")*)>/g;
/** `CK5/6` is marked `<ck5-6>`, `t(11;14)` `<t-11-14>`. */
const tagOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\w.]+/g, '-')
    .replace(/^-|-$/g, '');
const canonical = new Map(BIOMARKERS.map(({ name }) => [tagOf(name), name]));

function nameOf(tag: string): string {
  const name = canonical.get(tag);
  if (!name) throw new Error(`an example marks an unknown biomarker: ${tag}`);
  return name;
}

/** Reads a marked example; ⏎ stands for a line break. Marks may nest. Throws on a mark left open. */
export function readMarked(source: string): MarkedExample {
  const expected: Expected[] = [];
  const open: { tags: string[]; attributes: Record<string, string>; start: number }[] = [];
  let text = '';
  let from = 0;
  for (const mark of source.matchAll(MARK)) {
    text += source.slice(from, mark.index).replaceAll('⏎', '\n');
    from = mark.index + mark[0].length;
    const tag = mark[1] ?? mark[3];
    if (tag !== undefined) {
      const pairs = [...(mark[2] ?? mark[4] ?? '').matchAll(/(\w+)="([^"]*)"/g)];
      open.push({
        tags: tag.split('+'),
        attributes: Object.fromEntries(pairs.map(([, key, value]) => [key, value])),
        start: text.length,
      });
      continue;
    }
    const closed = open.pop();
    const span = { start: closed?.start ?? 0, end: text.length };
    for (const each of closed?.tags ?? []) {
      expected.push({ name: nameOf(each), attributes: closed?.attributes ?? {}, span });
    }
  }
  if (open.length > 0) throw new Error(`an example leaves a mark open: ${source.slice(0, 60)}`);
  return { text: text + source.slice(from).replaceAll('⏎', '\n'), expected };
}

/** The examples of a file of this folder, a sentence a line; `#` opens a comment. */
export function examplesOf(file: string): MarkedExample[] {
  const lines = readFileSync(new URL(`./examples/${file}`, import.meta.url), 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).map(readMarked);
}

export function findingsIn(text: string): Finding<BiomarkerValue>[] {
  const document = { text, ...segment(text) } as Parameters<typeof tumorBiomarkers.run>[0]['document'];
  return tumorBiomarkers.run({ document, context: NO_CONTEXT, needed: {} });
}

/** One line per result, for a test to compare; only the attributes the example states are written. */
export function compared({ text, expected }: MarkedExample): { wanted: string[]; given: string[] } {
  const findings = findingsIn(text);
  const wanted = new Set<string>();
  const given = new Set<string>();
  const rest = [...findings];
  for (const each of expected) {
    const keys = Object.keys(each.attributes);
    const index = rest.findIndex(
      (finding) =>
        finding.value.name === each.name &&
        fieldsOf(finding, keys) === stated(each) &&
        touches(finding, text, each),
    );
    if (index !== -1) {
      wanted.add(`${each.name} ${stated(each)}`);
      given.add(`${each.name} ${stated(each)}`);
      rest.splice(index, 1);
    } else if (!given.has(`${each.name} ${stated(each)}`)) {
      wanted.add(`${each.name} ${stated(each)}`);
    }
  }
  for (const { value } of rest)
    given.add(`${value.name} status=${value.status}${value.value ? ` (${value.value})` : ''}`);
  return { wanted: [...wanted].sort(), given: [...given].sort() };
}

/** The words marked are among the evidence; a blank mark only counts. */
const touches = (finding: Finding, text: string, { span }: Expected) =>
  text.slice(span.start, span.end).trim() === '' ||
  finding.evidence.some(({ start, end }) => start < span.end && end > span.start);

const stated = ({ attributes }: Expected) =>
  Object.entries(attributes)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');

function fieldsOf(finding: Finding<BiomarkerValue>, keys: readonly string[]): string {
  const all: Record<string, unknown> = { ...finding, ...finding.value };
  return keys.map((key) => `${key}=${String(all[key])}`).join(' ');
}
