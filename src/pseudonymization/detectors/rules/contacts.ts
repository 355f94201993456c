import { type Candidate, PRIORITY } from '../candidate.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { inLetterhead, roleBefore } from './role-context.js';

const FRENCH_PHONE =
  /(?<![\d.,/])(?:(?:\+|00) ?33[ .-]?(?:\(0\)[ .-]?)?[1-9]|0 ?[1-9])(?:[ ./_ -]{0,3}\d{2}){4}(?!\d)/g;
/** Pairs of digits that a line's end parts once. */
const CUT_PHONE =
  /(?<![\d.,/])0[1-9](?:[ .-]\d{2}[ .-]?\r?\n\d{2}[ .-]\d{2}[ .-]\d{2}|(?:[ .-]\d{2}){2}[ .-]?\r?\n\d{2}[ .-]\d{2}|(?:[ .-]\d{2}){3}[ .-]?\r?\n\d{2})(?![ .-]?\d)/g;
const GROUPED_PHONE =
  /(?<![\d.,/])0[1-9]\d{2}[ .-]\d{3}[ .-]\d{3}(?!\d)|(?<![\d.,/])0[1-9]\d[ .-]\d{3}[ .-]\d{2}[ .-]?\d{2}(?!\d)/g;
const FOREIGN_PHONE = /(?<![\p{L}\d.,/])(?:\+|00) ?(?:[2-9]\d{0,2}|1)(?:[ .-]?\(?\d{1,4}\)?){3,6}(?!\d)/gu;
const SHORT_NUMBER =
  /(?<![\p{L}])(?:(?:postes?|dect|bip|pager|beep|alphapage|t[eé]l(?:[eé]phone)? ip|ip|t[eé]l(?:[eé]phone)?|fax|num[eé]ro court|interne|int\.|ligne)[ .]{0,2}(?:interne|dect)?[ ]?:?[ ]?(?:n[°o] ?)?|(?:au|le) (?=\d{5}\b(?! *(?:mg|ml|ui|g\b))))((?:\d{4,6}|(?<=(?:bip|dect|pager|poste)[ :]{1,3})\d{3}|\d{2} \d{2,3}(?: \d{2})?|\d \d{2} \d{2}|\d[ \n]\d{3})(?:(?: ?\/ ?| ou | et )\d{4,5})*)(?!\d|[,./]\d)/giu;
const LABELLED_PHONE =
  /(?<![\p{L}])(?:t[eé]l(?:[eé]phone)?s?|fax|t[eé]l[eé]copie|portable|mobile|gsm)[ .]{0,2}(?:(?:domicile|pro(?:fessionnel)?|portable|fixe|patiente?)[ .]{0,2})?:?[ ]?((?:\+|\(|\d)[\d()./ +-]{5,24}\d)/giu;

/** A second number of which the last two digits are said: `01 99 00 12 10 / 11`. */
const WITH_LAST = /^(0\d(?:[ .-]?\d{2}){4}) ?(?:\/|ou|et) ?(\d{2})$/;

const LAST_TWO = /^ ?(?:\/|ou) ?(\d{2})(?!\d|[/.,:-]\d|%| ?\p{L})/u;

const EMAIL =
  /(?<![\p{L}\d._%+-])[\p{L}\d][\p{L}\d._%+-]{0,63}["”»]? ?(?:[@＠]|[([{](?:at|@|arobase)[)\]}]|\(a\)| at (?=[\p{L}\d-]+ ?(?:\.|\(dot\)|\[dot\]))) ?[\p{L}\d-]{1,63}(?:(?:\.| ?\(dot\) ?| ?\[dot\] ?)[\p{L}\d-]{1,63}){1,5}/giu;
const URL =
  /(?<![\p{L}\d@.])(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>"'«»()[\]{}]{2,300}|(?<![\p{L}\d@.-])(?:[a-z\d-]{2,40}\.){1,4}(?:fr|com|org|net|eu|info|example|sante|gouv|io)(?:\/[^\s<>"'«»()]{0,200})?(?![\p{L}\d@-])/giu;

const make = (
  category: 'EMAIL' | 'PHONE_NUMBER' | 'URL',
  role: SpanRole | null,
  start: number,
  raw: string,
  priority: number,
): Candidate => ({
  start,
  end: start + raw.length,
  category,
  role,
  detector: 'rule',
  score: 0.95,
  priority,
});

const SERVICE_MAIL =
  /^(?:secr|contact|accueil|service|consult|urgence|chir|med|onco|cardio|labo|radio|imagerie|rdv|info|unit|bureau|hospit|cs[.-]|secretariat|standard|dim\b|pole)/i;

/** "mcazenave@ch-…" where a Cazenave is named. */
function namedBefore(text: string, start: number, raw: string): boolean {
  const around = text.slice(Math.max(0, start - 300), start).toLowerCase();
  const box = raw.split('@')[0]?.toLowerCase() ?? '';
  return [box, box.slice(1)].some((name) => name.length > 3 && around.includes(name));
}

/** "unv@chr-…", "sec.cardio@ch-…": no name of a person before the sign, and a place of care behind it. */
const OF_A_WARD =
  /^(?:[\p{L}\d]{2,14}|(?:[\p{L}\d]+[._-])*(?:sec|secr|secretariat|coordination|consultations?|biotherapies|[\p{L}]{4,}logie|cardio|dermato|neuro|pneumo|hemato|gastro|onco|geria|nephro|uro|ortho|gyneco|pedia|rea|greffe|hdj|smit)(?:[._-][\p{L}\d]+)*) ?@ ?(?:[\p{L}\d-]+\.)*(?:ch|chu|chr|chru|ght|ghu|had|hopital|hopitaux|clinique|polyclinique|aphp|hcl)(?=[.-])/iu;

function mailRole(text: string, start: number, raw: string): SpanRole {
  if (OF_A_WARD.test(raw) && !namedBefore(text, start, raw)) return 'Hospital';
  const context = roleBefore(text, start, 'Hospital');
  if (SERVICE_MAIL.test(raw)) return 'Hospital';
  if (context.stated && context.role !== 'Hospital') return context.role;
  return /^[\p{L}]+[._-][\p{L}]+ ?(?:@|\()/u.test(raw) &&
    /ch[ur]?\b|hopital|hcl|aphp|clinique|mssante/i.test(raw)
    ? 'Carer'
    : context.role;
}

function phoneRole(text: string, start: number): SpanRole {
  const line =
    text
      .slice(Math.max(0, start - 130), start)
      .split('\n')
      .at(-1) ?? '';
  if (
    /(?:secr[eé]tariat|standard|accueil|service|urgences|rendez-vous|rdv)[^\p{L}]{0,6}(?:t[eé]l(?:[eé]phone)?)?[ .:]{0,4}$/iu.test(
      line,
    )
  )
    return 'Hospital';
  if (
    /(?:appeler le|rappeler le|hospitalisation|hospitalier|astreinte(?: 24 ?h?\/24(?: ?h)?)?)[ .:]{0,4}$/iu.test(
      line,
    )
  )
    return 'Hospital';
  if (/(?:ligne directe|num[eé]ro direct)[ .:(]{0,4}$/iu.test(line)) return 'Carer';
  if (
    /(?:portable|mobile|domicile|patiente?)[ .:]{0,4}$/i.test(line) &&
    !/fil(?:s|le)|[eé]pou|confiance|pr[eé]venir|dr |docteur/i.test(line)
  )
    return 'Patient';
  const here = roleBefore(line, line.length, 'Hospital');
  if (here.stated) return here.role;
  return inLetterhead(text, start) ? 'Hospital' : roleBefore(text, start, 'Hospital').role;
}

/** "Dr Petit, DECT 62 118", "l'interne (poste 4455)": of somebody. Else a ward's: "bactério poste 64 002", "tel 0353017070 poste 2214". */
const OF_SOMEBODY =
  /(?<!\p{L})(?:dr|docteur|pr|interne|externe|mme|m\.|cadre|senior|ide)(?!\p{L})[^;\n]{0,40}$/iu;
const NAME_RIGHT_BEFORE = /\p{Lu}[\p{L}'’-]+(?: {1,3}|, | ?\()$/u;

function shortRole(text: string, start: number): SpanRole {
  const before =
    text
      .slice(Math.max(0, start - 50), start)
      .split('\n')
      .at(-1) ?? '';
  if (/secr[eé]tariat|standard|accueil|service/i.test(text.slice(Math.max(0, start - 50), start)))
    return 'Hospital';
  return (OF_SOMEBODY.test(before) || NAME_RIGHT_BEFORE.test(before)) && !/\d{2} ?\(?$/.test(before)
    ? 'Carer'
    : 'Hospital';
}

/** Numbers with a slash between them, or with letters or signs stuck to them, make no phone: `0871-01 / 0871-02`. */
function isList(text: string, start: number, raw: string): boolean {
  const around = `${text.slice(Math.max(0, start - 2), start)}|${text.slice(start + raw.length, start + raw.length + 2)}`;
  return (/\d ?\/ ?\d/.test(raw) && /[-. ]\d/.test(raw)) || /(?:\p{Lu}|\p{Lu}-)\||\|-\d/u.test(around);
}

export function detectContacts(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const pattern of [FRENCH_PHONE, CUT_PHONE, GROUPED_PHONE, FOREIGN_PHONE]) {
    for (const { 0: whole, index } of text.matchAll(pattern)) {
      // The bracket of the sentence.
      const raw = whole.includes('(') ? whole : whole.replace(/\)$/, '');
      if (raw.replace(/\D/g, '').length < 9 || /^\d{2}([/.-])\d{2}\1(?:19|20)\d{2}/.test(raw)) continue;
      if (isList(text, index, raw)) continue;
      const role = phoneRole(text, index);
      found.push(make('PHONE_NUMBER', role, index, raw, PRIORITY.labelled + 1));
      const last = LAST_TWO.exec(text.slice(index + raw.length, index + raw.length + 8));
      if (last === null) continue;
      const end = index + raw.length + last[0].length;
      found.push(make('PHONE_NUMBER', role, end - 2, last[1] ?? '', PRIORITY.labelled));
    }
  }
  for (const { 0: raw, 1: number = '', index } of text.matchAll(LABELLED_PHONE)) {
    if (number.replace(/\D/g, '').length < 6) continue;
    const start = index + raw.length - number.length;
    const trimmed = number.replace(/[\s/.-]+$/, '');
    if (/^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$/.test(trimmed)) continue;
    const [, whole = trimmed, last] = WITH_LAST.exec(trimmed) ?? [];
    found.push(make('PHONE_NUMBER', phoneRole(text, start), start, whole, PRIORITY.labelled - 1));
    if (last === undefined) continue;
    const lastAt = start + trimmed.length - last.length;
    found.push(make('PHONE_NUMBER', phoneRole(text, start), lastAt, last, PRIORITY.labelled - 1));
  }
  for (const { 0: raw, 1: number = '', index } of text.matchAll(SHORT_NUMBER)) {
    const start = index + raw.length - number.length;
    const isExtension = /^(?:postes?|dect|bip)[ .:]/i.test(raw);
    found.push(
      make(
        'PHONE_NUMBER',
        shortRole(text, index),
        start,
        number,
        isExtension ? PRIORITY.labelled + 3 : PRIORITY.lexicon,
      ),
    );
  }
  if (/[@＠]|[([{](?:at|a|arobase)[)\]}]| at /i.test(text)) {
    for (const { 0: raw, index } of text.matchAll(EMAIL))
      found.push(make('EMAIL', mailRole(text, index, raw), index, raw, PRIORITY.checksum));
  }
  for (const { 0: raw, index } of text.matchAll(URL)) {
    found.push(make('URL', null, index, raw.replace(/[.,;:!?]+$/, ''), PRIORITY.labelled));
  }
  return found;
}
