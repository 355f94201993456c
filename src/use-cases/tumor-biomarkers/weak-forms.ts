import { plain } from './plain.js';
import { type Result } from './findings.js';
import { type MentionAt } from './terms.js';

const ONCOLOGY =
  /\b(?:seins?|mammaires?|carcinom\w+|adenocarcinom\w+|cancers?|tumeurs?|tumora\w+|oncolog\w+|metasta\w+|immunohisto\w+|ihc|hormon\w+|biopsie\w*|ki-?\s?67|her-?\s?2|luminal\w*|nodules?|lesions?|anatomo\w+|clone)\b/;

/** A value that only a stain has: with it, "RE" cannot be anything else. */
const OWN_VALUE = /^(?:\d|<|>|\+)/;

/** "RP" of a response, of an X-ray. */
const RESPONSE =
  /^\s*(?:\)?\s*)?(?:significativ|majeur|maintenu|partiel|prolong|metaboli|radiologi|morphologi|cliniqu|biologiqu|scanno|selon|apres|de face|du thorax|recist)/;
const HAZARD_RATIO = /^HR\s?[=:]?\s?\d/;
/** Words a stain may have; "RP maintenue" is a partial response. */
const STAIN = /[+%-]|\bpos|\bneg|expri|allred|score|marqu|respect|\d|absen(?:t|ts|ce)\b/;
/** Words that only a gene or a stain has. */
const OWN_WORD =
  /\b(?:mut(?:ation|e|ee|es|ees|ant)s?\b|variants?\b|pathogen|sauvage|wild|rearrang|expression|marquage|exons?\b|perdue?\b|perte\b|conserve)/;

/** What the whole document tells about ambiguous forms; read once. */
export interface Surroundings {
  readonly text: string;
  readonly mentions: number;
  /** A biomarker is named by a form that means nothing else. */
  readonly sure: boolean;
  readonly oncology: boolean;
}

export function surroundingsOf(text: string, found: readonly MentionAt[]): Surroundings {
  const named = found.filter(({ mention }) => mention.names.length > 0);
  return {
    text,
    mentions: named.length,
    sure: named.some(({ mention }) => !(mention.weak && mention.exact)),
    oncology: ONCOLOGY.test(plain(text)),
  };
}

/**
 * "RE", "RP", "PR" are also other words: believed with a percentage, a score or signs, beside another biomarker, or
 * in a text that speaks of a tumour.
 */
export function believable(result: Result, { text, mentions, sure, oncology }: Surroundings): boolean {
  const { mention, outcome, distance } = result;
  if (outcome.value === null && meansAnother(text, mention)) return false;
  if (isBeside(text, mention) || isResponse(text, result)) return false;
  if (mention.text === 'MSI' && outcome.status === 'positive' && !outcome.clues && !isOfTumour(text, mention))
    return false;
  if (!mention.mention.weak || !mention.mention.exact) return true;
  if (outcome.open && mentions < 2) return false;
  if (HAZARD_RATIO.test(text.slice(mention.start, mention.end + 5))) return false;
  const after = plain(text.slice(mention.end, mention.end + 20));
  if (mention.text === 'RP' && RESPONSE.test(after)) return false;
  const bareNumber = outcome.unit === null && /^\d+$/.test(outcome.value ?? '');
  if (bareNumber && (distance > 0 || (mentions < 2 && !/^\s*[:=]|score/.test(after)))) return false;
  if (outcome.value !== null && OWN_VALUE.test(outcome.value)) return true;
  if (!outcome.open && OWN_WORD.test(plain(text.slice(result.start, result.end)))) return true;
  if (!outcome.open && !STAIN.test(plain(text.slice(result.start, result.end)))) return false;
  return sure || mentions > 1 || oncology || /^\s*:?\s*(?:positi|negati|\+|-)/.test(after);
}

const NEAR = 250;

/** "Dépistage BHRe : ERG négatif". */
function meansAnother(text: string, { start, end, mention }: MentionAt): boolean {
  if (!mention.exact || !mention.unless) return false;
  return mention.unless.test(plain(text.slice(Math.max(0, start - NEAR), end + NEAR)));
}

const BESIDE = 45;

/** "CD4 450/mm3", "ACE (enzyme de conversion)": whatever its value. */
function isBeside(text: string, { start, end, mention }: MentionAt): boolean {
  return mention.notBeside?.test(plain(text.slice(Math.max(0, start - BESIDE), end + BESIDE))) === true;
}

const CLAUSE = 130;
const IMAGING =
  /\b(?:scanner|tdm|tep|pet|irm|echographie|imagerie|radiologi\w+|cibles?|recist|percist|lugano|reevaluation|evaluation|reponses?|lesions?|metast\w+|nodules?|bilan|cures?|cycles?)\b/;
const STAINED =
  /\b(?:re|ro|er|rh|her-?\s?2|recepteurs?|hormon\w+|oestro\w+|ostro\w+|progest\w+|ihc|immuno\w+|ki-?\s?67|expri\w+|marquage|cellules|clone|score)\b/;

/** "Scanner après C4 : RP (-45 %)", "RP 50 % sur les cibles": a partial response, where nothing beside it is a stain. */
function isResponse(text: string, { mention, outcome }: Result): boolean {
  if (!/^(?:RP|PR)$/.test(mention.text)) return false;
  if (/^\s?\(?\s?[-–−]\s?\d/.test(text.slice(mention.end, mention.end + 6))) return true;
  const before = plain(text.slice(Math.max(0, mention.start - CLAUSE), mention.start));
  const after = plain(text.slice(mention.end, mention.end + CLAUSE));
  const clause =
    before.slice(before.search(/[^.\n]*$/)) + ' ' + (/^(?:[^.\n]|\.(?=\d))*/.exec(after)?.[0] ?? '');
  return outcome.value !== null && !STAINED.test(clause) && IMAGING.test(clause);
}

const TUMOUR_BEFORE =
  /\b(?:tumeurs?|cancers?|carcinomes?|adenocarcinomes?|adk|phenotype|profil|caractere|dmmr|lynch)\b[^.;:,\n]{0,30}[\s,(/-]*$/;

/** "Cancer colique MSI", not "Panel : EGFR, KRAS, MSI". */
const isOfTumour = (text: string, { start }: MentionAt) =>
  TUMOUR_BEFORE.test(plain(text.slice(Math.max(0, start - 70), start)));
