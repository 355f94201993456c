import { type Span } from '../../text/index.js';

const AROUND = 40;
const HOSPITAL =
  /nosocomial|associée? aux soins|liée? aux soins|acquise? (?:à l['’]hôpital|sous ventilation)|iatrogène/i;
const COMMUNITY = /(?<!extra)communautaire/i;
const CARRIAGE = /portage|porteu(?:r|se)|colonis|écouvillon|dépistage/i;
const CARRIAGE_BEFORE = 70;

/** The words of a mention and those right after it, in its sentence. */
function beside(text: string, { start, end }: Span): string {
  return text.slice(start, end) + (/^[^.;,\n]*/.exec(text.slice(end, end + AROUND))?.[0] ?? '');
}

/** Where the infection was acquired, when its own words say so; nothing is inferred from dates. */
export function acquisitionOf(text: string, mention: Span): 'hospital' | 'community' | null {
  const words = beside(text, mention);
  if (HOSPITAL.test(words)) return 'hospital';
  return COMMUNITY.test(words) ? 'community' : null;
}

/** "Portage de", "colonisation à", "dépistage rectal :": the bacterium is carried, no infection is stated. */
export function isCarriage(text: string, { start }: Span): boolean {
  const before =
    text
      .slice(Math.max(0, start - CARRIAGE_BEFORE), start)
      .split(/[.;\n]\s/)
      .at(-1) ?? '';
  return CARRIAGE.test(before);
}
