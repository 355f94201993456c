import { type SourceReport, textOfPart } from './corpus.js';

export const LAYOUTS = ['plain', 'letterhead', 'two-columns', 'boxes', 'justified', 'right-column'] as const;
export type Layout = (typeof LAYOUTS)[number];
/** Not looked at while the reader was written. */
export const HELD_OUT_LAYOUT: Layout = 'right-column';

/** What a reader of the printed page reads, once, in order: page numbers and stamps are no part of it. */
export function referenceText(report: SourceReport, layout: Layout): string {
  const { hospital, team, title, footer } = report;
  const body = report.blocks.map(textOfPart);
  const parts: Record<Layout, readonly string[]> = {
    plain: [...hospital, title, ...body, footer],
    letterhead: [...hospital, ...team, title, ...body, footer],
    'two-columns': [...hospital, title, ...body, footer],
    boxes: [...hospital, title, ...body, footer],
    justified: [hospital[0] ?? '', title, ...body, footer],
    'right-column': [...hospital, title, ...body, ...team, footer],
  };
  return parts[layout].join('\n');
}
