import { join } from 'node:path';
import { CORPUS } from '../corpus.js';
import { type BlindReport, textOf } from './source.js';

/** Each was first measured before the reader was changed for it; `second` only once the first were worked on. */
export const BLIND_LAYOUTS = [
  { name: 'care-plan', set: 'first', folder: 'blind/care-plan', producer: 'chromium' },
  { name: 'narrow-columns', set: 'first', folder: 'blind/narrow-columns', producer: 'chromium' },
  { name: 'results', set: 'first', folder: 'blind/results', producer: 'libreoffice' },
  { name: 'margin-letter', set: 'first', folder: 'blind/margin-letter', producer: 'libreoffice' },
  { name: 'form', set: 'second', folder: 'second-blind', producer: 'chromium' },
  { name: 'sheet', set: 'second', folder: 'second-blind', producer: 'libreoffice' },
  { name: 'lines', set: 'third', folder: 'blind/care-plan', producer: 'chromium' },
  { name: 'shaded', set: 'third', folder: 'blind/care-plan', producer: 'chromium' },
] as const;
export type BlindLayout = (typeof BLIND_LAYOUTS)[number];
export type BlindSet = BlindLayout['set'];

export const fileOf = (report: BlindReport, layout: BlindLayout): string =>
  join(CORPUS, layout.folder, `${report.id}.${layout.name}.pdf`);

/** What is read on the page, in order: the margin left of a letter before it, its page numbers not at all. */
export function blindReference(report: BlindReport): string {
  const { hospital, team = [], recipient = [], title, footer, blocks } = report;
  return [...hospital, ...team, ...recipient, title, ...blocks.map(textOf), footer].join('\n');
}
