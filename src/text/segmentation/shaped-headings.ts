import { ACRONYM, type Heading } from './headings.js';
import { BODY_SECTION } from './section-codes.js';
import { EXAMINATION_SECTIONS } from './title-patterns.js';
import { type TitleCandidate } from './title-candidates.js';
import { isWeak, MAX_TITLE, type Place, type Setting, settingOf, type TitleStyles } from './title-styles.js';
import {
  endsAbbreviated,
  endsOpen,
  isDetail,
  isOfLetterhead,
  opensWithArticle,
  tellsText,
} from './title-words.js';
import { wordsCode } from './words-code.js';

const SIGNATURE = 'signature';
const MAX_WORDS = 8;
const MAX_LABEL_WORDS = 5;
const MAX_COLON_WORDS = 4;
/** A value, a dose, a comparison, an address, a person named by a letter. */
const DATA =
  /\d[.,]\d|\d\s?(?:mg|g|kg|µg|ml|l|cl|cc|cm|mm|ui|mmol|cp|gttes?|bouff|ans|sem|mois|j|h|%)(?![\p{L}\p{N}])|[<>=+@≥≤→]|(?<!\p{L})(?:Dr|Pr|Mme|M|Mlle|Me)\.?\s\p{Lu}/iu;
const DATE =
  /(?:\s(?:du|le|de))?\s\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?(?!\d)|\s\d{1,2}\s?(?:h|:)\s?\d{0,2}(?!\d)/giu;
const BOLD = /^(?:\*\*|__)$/;
const BULLET = /^[-–—•*>→]+$/u;
/** Who did it, not what follows: `Demandé par :`. */
const BY = /(?<!\p{L})(?:par|avec)(?!\p{L})/iu;

/** Before any section, words of these name a ward or the document itself (`Chirurgie viscérale`). */
const LETTERHEAD_SECTIONS: ReadonlySet<string> = new Set([
  ...EXAMINATION_SECTIONS,
  ...['intervention', 'anesthesie', 'participants', 'signature', 'administratif', 'resultats', 'traitement'],
]);

export interface Around {
  /** A section is open: the letterhead is over. */
  readonly isOpen: boolean;
  readonly styles: TitleStyles;
  /** The line before had no place left: this one may go on with it. */
  readonly isFolded: boolean;
  /** Titles in small letters are usual in this text. */
  readonly smallLetters: boolean;
}

/**
 * A title nobody listed, told by its form: set as one, or as the other titles of its document, and by a word that
 * names a section. Where only the form tells, the section is `corps`.
 */
export function shapedHeading(place: Place, around: Around): Heading | undefined {
  const { line, kind } = place.seen[place.index] as Place['seen'][number];
  if (kind.result) return undefined;
  for (const candidate of place.candidates[place.index] ?? []) {
    if (!isShort(candidate, around)) continue;
    const code = (candidate.alone ? aloneCode : labelCode)(place, candidate, around);
    // What was noted at an hour is the course of the stay.
    if (code === undefined || (candidate.mark === 'H' && code !== 'evolution')) continue;
    const { mark, end } = candidate;
    const isAcronym = ACRONYM.test(candidate.title);
    return {
      start: line.start,
      end: line.start + end,
      code,
      marked: mark !== '',
      mark,
      isAcronym,
      dated: false,
    };
  }
  return undefined;
}

/** What costs nothing to see: most lines are too long for a title, or open with a small letter. */
function isShort({ title, mark }: TitleCandidate, { smallLetters }: Around): boolean {
  if (title.length < 2 || title.length > MAX_TITLE || title.includes(', ')) return false;
  return /^[\p{Lu}«]/u.test(title) || mark !== '' || smallLetters;
}

function isTitle(title: string, { isOpen }: Around): boolean {
  if (title.split(/\s+/).length > MAX_WORDS || (!isOpen && isOfLetterhead(title))) return false;
  return !DATA.test(title.replace(DATE, '')) && !endsOpen(title) && !tellsText(title);
}

/** `Conseils donnés aux parents : …`: its first word names a section, or it is set as the titles of its document. */
function labelCode(place: Place, candidate: TitleCandidate, around: Around): string | undefined {
  const { title, mark, colon } = candidate;
  if (title.split(/\s+/).length > MAX_LABEL_WORDS || /\d/.test(title)) return undefined;
  if (BY.test(title) || (mark === '' && opensWithArticle(title))) return undefined;
  if ((around.isFolded && /\p{Ll}/u.test(title)) || !(around.isOpen || colon)) return undefined;
  const alike = around.styles.has(settingOf(place, candidate));
  if (BULLET.test(mark) && !alike) return undefined;
  if (!alike && (isRow(place) || (colon && isDetail(title)))) return undefined;
  if (!isTitle(title, around)) return undefined;
  const named = wordsCode(title, alike || BOLD.test(mark) ? 'anywhere' : 'head');
  if (named) return around.isOpen || !named.vague ? named.code : undefined;
  const isMarked = mark !== '' || (!isRow(place) && !/\p{Ll}/u.test(title));
  return alike && isMarked && around.isOpen ? BODY_SECTION : undefined;
}

function aloneCode(place: Place, candidate: TitleCandidate, around: Around): string | undefined {
  const setting = settingOf(place, candidate);
  if (isClosing(place, candidate)) return SIGNATURE;
  if (!hasTextAfter(place, setting) || endsAsProse(place, candidate) || isRow(place)) return undefined;
  const alike = around.styles.has(setting);
  if (!alike && !isSet(setting, around)) return undefined;
  if ((!alike || isWeak(setting)) && isPlain(setting) && isDoubtful(candidate.title)) return undefined;
  if (!isTitle(candidate.title, around)) return undefined;
  const hasDigits = /\d/.test(candidate.title.replace(DATE, ''));
  const named = wordsCode(candidate.title, hasDigits || isLoose(setting, candidate) ? 'head' : 'anywhere');
  if (!around.isOpen && named && !setting.colon && !setting.underlined && setting.mark === '')
    return LETTERHEAD_SECTIONS.has(named.code) ? undefined : named.code;
  if (named) return named.code === SIGNATURE ? undefined : named.code;
  return alike && !isWeak(setting) && around.isOpen && !hasDigits ? BODY_SECTION : undefined;
}

/** `Avec mes salutations les meilleures,`: a short line, after a blank one, in the second half of the text. */
function isClosing({ seen, index }: Place, { title, mark }: TitleCandidate): boolean {
  if (mark !== '' || index * 2 < seen.length || !(seen[index - 1]?.kind.blank ?? true)) return false;
  return wordsCode(title, 'anywhere')?.code === SIGNATURE;
}

const isPlain = ({ mark, capitals, colon, underlined }: Setting): boolean =>
  mark === '' && !capitals && !colon && !underlined;

/** A detail, who did it, or a question: a title only where its document sets it as one. */
const isDoubtful = (title: string): boolean => isDetail(title) || BY.test(title) || title.endsWith('?');

/** Little but its words tells it from text: they have to open with the section's. */
const isLoose = (setting: Setting, { title }: TitleCandidate): boolean =>
  isPlain({ ...setting, colon: false }) && !(setting.colon && title.split(/\s+/).length <= MAX_COLON_WORDS);

/** Set as a title by itself, whatever the others of its document. */
function isSet(setting: Setting, { isOpen }: Around): boolean {
  const { mark, capitals, colon, underlined, blankBefore, textNext } = setting;
  if (BULLET.test(mark)) return false;
  if (mark !== '') return blankBefore || capitals || colon;
  if (!isOpen) return colon || underlined || (!capitals && blankBefore && textNext);
  return capitals || colon || underlined || (blankBefore && textNext);
}

/** A title has text under it; a numbered line above another of the same list is an item of it. */
function hasTextAfter({ text, seen, index }: Place, { mark, textNext, capitals }: Setting): boolean {
  const next = textNext ? seen[index + 1] : seen[index + 2];
  if (!next || next.kind.blank || (!textNext && capitals && next.kind.capitals)) return false;
  if (!/\d/.test(mark)) return true;
  return !/^\s*\d/.test(text.slice(next.line.start, next.line.start + 3)) || !next.kind.item;
}

const isRow = ({ seen, index }: Place): boolean => seen[index]?.kind.row ?? false;

/** A dot ends an abbreviation too (`Rens. clin.`). */
const endsAsProse = ({ text, seen, index }: Place, { title, stopped }: TitleCandidate): boolean =>
  stopped && !(text[(seen[index]?.line.end ?? 0) - 1] === '.' && endsAbbreviated(title));
