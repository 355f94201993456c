import { type Section, type Span } from '../span.js';

/** A test sentence: `[section] Pas de <e assertion=Absent>bactériémie</e>.` */
export interface MarkedSentence {
  readonly source: string;
  readonly text: string;
  readonly sections: readonly Section[];
  readonly targets: readonly { readonly span: Span; readonly expected: Readonly<Record<string, string>> }[];
}

const TAG = /<e((?: \w+=\w+)*)>|<\/e>/g;
const DEFAULTS = { assertion: 'Present', temporality: 'current', experiencer: 'patient' };

/** Reads the marks of an example into spans (UTF-16 code units of the bare text). */
export function readMarkedSentence(source: string): MarkedSentence {
  const [, section, marked = ''] = /^(?:\[([\w-]+)\] )?(.*)$/su.exec(source) ?? [];
  const targets: { span: Span; expected: Record<string, string> }[] = [];
  let text = '';
  let from = 0;
  let open: { start: number; expected: Record<string, string> } | null = null;
  for (const tag of marked.matchAll(TAG)) {
    text += marked.slice(from, tag.index);
    from = tag.index + tag[0].length;
    if (tag[0] !== '</e>') {
      const attributes = [...(tag[1] ?? '').matchAll(/(\w+)=(\w+)/g)].map(([, name, value]) => [name, value]);
      open = { start: text.length, expected: { ...DEFAULTS, ...Object.fromEntries(attributes) } };
    } else if (open) {
      targets.push({ span: { start: open.start, end: text.length }, expected: open.expected });
      open = null;
    }
  }
  text += marked.slice(from);
  const whole = { start: 0, end: text.length };
  const sections = section ? [{ ...whole, code: section, title: { start: 0, end: 0 } }] : [];
  return { source, text, sections, targets };
}
