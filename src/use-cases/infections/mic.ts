import { type Span } from '../../text/index.js';

const NUMBER = String.raw`[<>≤≥=]{0,2}[ \t]*\d+(?:[.,]\d+)?(?:\/\d+)?`;
const NAMED = String.raw`(?:CMI|MIC)[ \t]*(?::|=|à|de)?[ \t]*(${NUMBER})`;
const BESIDE = new RegExp(String.raw`${NAMED}|(${NUMBER})[ \t]*mg\/L`, 'i');
/** "S CMI 1", "S (CMI 1 mg/L)", "S (0,5)", "S;0,5". */
const RIGHT_AFTER = new RegExp(
  String.raw`^[*)]?[ \t]*[([,]?[ \t]*(?:${NAMED}|(${NUMBER})[ \t]*mg\/L)|^[*)]?[ \t]*(?:\([ \t]*(${NUMBER})[ \t]*\)|;[ \t]*(${NUMBER})(?=[ \t]*(?:$|;)))`,
  'im',
);
const BARE = new RegExp(String.raw`${NUMBER}(?![ \t]*mm|\d)`);
const AFTER = 40;
const DIAMETERS = /diam[èe]tres?/i;
const NAMES_MIC = /\bCMI\b|mg\/L/i;

/** Whether the bare numbers of a text are zones of inhibition. */
export const givesDiameters = (text: string): boolean => DIAMETERS.test(text) && !NAMES_MIC.test(text);

const normal = (mic: string | undefined): string | null => mic?.replace(/^[ \t]*=|[ \t]/g, '') ?? null;

/** The MIC that follows an offset, mg/L as written, without blanks. */
export function micAfter(text: string, offset: number): string | null {
  const [, named, withUnit, inside, cell] = RIGHT_AFTER.exec(text.slice(offset, offset + AFTER)) ?? [];
  return normal(named ?? withUnit ?? inside ?? cell);
}

/** The MIC between an antibiotic and its result, else right after them. */
export function micOf(text: string, antibiotic: Span, result: Span): string | null {
  const between = text.slice(antibiotic.end, result.start);
  const [, named, withUnit] = BESIDE.exec(between) ?? [];
  const bare = BARE.exec(between.replaceAll(/\([^()]*\)/g, ''))?.[0];
  return normal(named ?? withUnit) ?? micAfter(text, result.end) ?? normal(bare);
}
