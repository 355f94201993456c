import { type Candidate, PRIORITY } from '../candidate.js';
import { type CodeKind } from '../../pseudonymized-document.js';
import { isLuhnValid, nirKey } from './checksums.js';
import { endAcrossLines, materialCodes, nextInList, runEnd } from './material-codes.js';

const NIR =
  /(?<![\dA-Za-z])([1-478])[ .-]?(\d{2})[ .-]?(\d{2})[ .-]?(\d{2}|2[AaBb])[ .-]?(\d{3})[ .-]?(\d{3})(?:[ ./-]{0,3}(?:cl[eé] ?:? ?)?(\d{2}))?(?!\d)/g;
const ELEVEN = /(?<![\d+.,])(\d{11}|\d(?: \d{2}){5})(?![\d])/g;
const NINE = /(?<![\d+.,])(\d{9}|\d{2} \d{3} \d{4}|\d{2} \d{6} \d|\d{3} \d{3} \d{3})(?![\d])/g;

const span = (index: number, raw: string) => ({ start: index, end: index + raw.length });
const make = (
  kind: CodeKind,
  at: { start: number; end: number },
  how: 'checksum' | 'labelled' | 'lexicon',
  score = 1,
): Candidate => ({
  ...at,
  category: 'IDENTIFYING_CODE',
  role: null,
  kind,
  detector: 'rule',
  score,
  priority: PRIORITY[how],
});

/** What a number is called in a report → its kind. The first that matches wins. */
const LABELS: readonly (readonly [CodeKind, string])[] = [
  ['INS', String.raw`(?:matricule )?ins(?:-nir|-c|-nia)?|nia|identit[eé] nationale de sant[eé]`],
  [
    'NIR',
    String.raw`nir|nss|n°? ?(?:de )?s(?:[eé]curit[eé])? ?s(?:ociale)?|num[eé]ro (?:de )?s[eé]cu(?:rit[eé])?(?: sociale)?|(?:n[°o]? ?|num[eé]ro )?(?:de )?s[eé]cu(?:rit[eé])?(?: sociale)?|n[°o] ?ss|immatriculation|assur[eé] social`,
  ],
  [
    'IPP',
    String.raw`ipp|nip|identifiant (?:permanent|patient)(?: du patient)?|(?:n[°o]|num[eé]ro) (?:de |du )?patient|id(?:entifiant)? patient|pid`,
  ],
  [
    'NDA',
    String.raw`nda|iep|(?:n[°o]|num[eé]ro) ?(?:administratif|(?:de |du |d['’])?(?:dossier(?: administratif)?|s[eé]jour|venue|visite|passage|[eé]pisode|hospitalisation|admission))|dossier(?: administratif)?(?: n[°o])?|s[eé]jour n[°o]|venue n[°o]|passage n[°o]|s[eé]jour|venue`,
  ],
  ['RPPS', String.raw`rpps|n[°o] ?rpps|adeli`],
  ['FINESS', String.raw`finess(?: (?:g[eé]ographique|juridique))?|n[°o] ?finess`],
  [
    'AUTRE',
    String.raw`(?:(?:n[°o]|num[eé]ro) ?(?:de |du )?)?(?:dossier|examen|compte[- ]rendu|cr|demande|fiche) (?:anapath|ana-?path|acp|anatomo(?:pathologique|pathologie)?|histo(?:logique|logie)?|cyto(?:logie)?|labo(?:ratoire)?|bact[eé]rio(?:logie)?|bio(?:logie)?|radio(?:logie)?|imagerie|rcp|pacs|ris|dmla|interne|externe)(?: n[°o])?|(?:fiche|nos|vos|v|n)[ /.]{0,2}(?:n[°o]|r[eé]f(?:[eé]rence)?s?\.?)|(?:login|utilisateur|user|op[eé]rateur id|badge)|(?:n[°o]|num[eé]ro|r[eé]f(?:[eé]rence|\.)?) ?(?:de |du |d['’]|de la |de l['’])?(?:examen|pr[eé]l[eè]vement|demande|[eé]chantillon|bloc|lame|acte|compte[- ]rendu|cr|dossier externe|accession|ordre|lot|enregistrement|carte|inclusion|anonymat|laboratoire|analyse|biopsie|s[eé]rie|dm|implant|identification|tube|badge|permis|passeport|contrat|adh[eé]rent|mutuelle)|(?:examen|pr[eé]l[eè]vement|demande|[eé]chantillon|compte[- ]rendu|bloc|lame|accession|acte|biopsie|dossier|patient|carte|mutuelle)s? n[°o]|identifiant|r[eé]f(?:[eé]rence)?s?\.? ?(?:dossier|interne|labo(?:ratoire)?)?|n[°o] ?(?:am|siret|siren|cr|cps|udm|ean|labo|histo)|siret|acc(?:ession|\.)? ?(?:number|no|n[°o])|s\/?n|[eé]ch(?:antillon)?\.? n[°o]|(?:carte|titre) de s[eé]jour(?: n[°o])?|(?:identit[eé]|passeport|permis|cni)(?: n[°o])?|code[- ]barres?|n[°o]`,
  ],
];
const LABELLED = new RegExp(
  `(?<![\\p{L}\\d])(?:${LABELS.map(([, words], at) => `(?<k${String(at)}>${words})`).join('|')})(?![\\p{L}])[ \\t]{0,3}(?:\\([^)\\n]{0,20}\\)[ \\t]?)?(?:n[°o][ \\t]?)?[:=#]?[ \\t]{0,3}(?:n[°o][ \\t]?)?(?<value>(?:[A-Z]{1,6}[-./]){0,3}[A-Z]{0,6}(?:\\d(?:[\\dA-Z./]|-(?=[\\dA-Z])| (?=\\d)){1,40}|[A-Z]\\d[\\dA-Z./-]{1,30}))`,
  'giu',
);
const VALUE = /^(?:[A-Z]{1,6}[-./]){0,3}[A-Z]{0,6}\d[\dA-Z]*(?:[-./ ]?(?=[\dA-Z./-]*\d)[\dA-Z]+)*/i;

/** Keeps the code itself: stops at two spaces, at a word, at a date that follows. */
function trimmed(value: string, kind: CodeKind): string {
  const spaced = kind === 'NIR' || kind === 'INS';
  const head = value.split(/ {2,}| - | (?=[A-Za-z]{2,})| [/-]|\. |[./-]$/)[0] ?? '';
  if (spaced) return (/^[\dAB ./-]{5,}/i.exec(head)?.[0] ?? head).trim();
  const groups = head.split(' ');
  const joined = /^\d{2,4}(?: \d{2,6}){1,4}$/.test(head) ? head.replace(/ /g, '').length : 0;
  if (kind === 'AUTRE' && joined >= 9 && joined <= 14) return head;
  let kept = groups[0] ?? '';
  for (const group of groups.slice(1)) {
    if (!/^\d+$/.test(group) || !/\d$/.test(kept) || kind === 'AUTRE') break;
    kept += ` ${group}`;
  }
  return VALUE.exec(kept)?.[0] ?? kept;
}

const MONTH_LIKE = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/;

function labelled(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index, groups } of text.matchAll(LABELLED)) {
    const at = LABELS.findIndex((_, label) => groups?.[`k${String(label)}`] !== undefined);
    const kind = LABELS[at]?.[0] ?? 'AUTRE';
    const value = groups?.value ?? '';
    const code = trimmed(value, kind);
    const digits = code.replace(/\D/g, '').length;
    const bare = /^n[°o]$/i.test(groups?.[`k${String(at)}`] ?? '');
    // Digits with letters or signs among them are no count of anything.
    const isMixed = /[A-Z]/.test(code) && code.replace(/[^\dA-Z]/g, '').length >= 7;
    const isPlain = /^(?:s[eé]jour|venue)$/i.test(groups?.[`k${String(at)}`] ?? '');
    const least = isPlain || (bare && !isMixed) ? 6 : isMixed ? 3 : 4;
    if (digits < least || MONTH_LIKE.test(value)) continue;
    if (
      kind === 'AUTRE' &&
      /(?:plage|valeurs?|intervalle|centre|service|laboratoire|taux|dose|gène|isoforme) (?:de )?$/i.test(
        text.slice(Math.max(0, index - 16), index),
      )
    )
      continue;
    const start = index + raw.length - value.length;
    const made = make(kind, { start, end: start + code.length }, 'labelled', 0.95);
    // A number that its label names is no phone, whatever it looks like.
    found.push(kind === 'AUTRE' && bare ? made : { ...made, priority: PRIORITY.labelled + 2 });
  }
  return found;
}

function nirs(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(NIR)) {
    const [raw, ...parts] = match;
    const key = parts[6];
    const valid = key !== undefined && nirKey(parts.slice(0, 6).join('')) === key;
    const label = text.slice(Math.max(0, match.index - 40), match.index);
    const kind = /\bins(?:-nir)?\b(?!.*\bnir\b)/i.test(label) ? 'INS' : 'NIR';
    found.push(make(kind, span(match.index, raw), valid ? 'checksum' : 'labelled', valid ? 1 : 0.8));
  }
  return found;
}

const LOGIN =
  /(?<!\p{L})(?:tap[eé]|saisi|r[eé]dig[eé]|dict[eé]|valid[eé]|frapp[eé]|[eé]dit[eé]|imprim[eé]|cr[eé][eé]|modifi[eé]|sign[eé]|transcrit)e?s? {1,2}(?:le [\d/.: àh]{6,24})?par {1,2}:? ?(?<login>[a-z][a-z0-9._-]{3,19})(?![\p{L}])/giu;
/** "Secrétaire : clv": the letters of somebody at the end of a line. */
const TYPIST = /(?<!\p{L})(?:[Ss]ecr[ée]taire|[Dd]actylo)[ \t]?:[ \t]?(?<login>\p{Ll}{2,4})[ \t]*$/gmu;
/** Two consonants that open no French word: an initial stuck to a surname. */
const STUCK_INITIAL =
  /^(?!bl|br|ch|cl|cr|dr|fl|fr|gl|gn|gr|ph|pl|pn|pr|ps|rh|sc|sk|sl|sm|sn|sp|sq|st|th|tr|vr|wh|kr|kl)[bcdfghjklmnpqrstvwxz]{2}/;

/** "tapé par mdupuis": a user name. */
function logins(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index, groups } of text.matchAll(LOGIN)) {
    const login = groups?.login ?? '';
    if (login !== login.toLowerCase() || !(STUCK_INITIAL.test(login) || /\d|[._]\w/.test(login))) continue;
    const trimmedLogin = login.replace(/[._-]+$/, '');
    const start = index + raw.length - login.length;
    found.push(make('AUTRE', { start, end: start + trimmedLogin.length }, 'labelled', 0.7));
  }
  for (const { 0: raw, index, groups } of text.matchAll(TYPIST)) {
    const login = groups?.login ?? '';
    const start = index + raw.lastIndexOf(login);
    found.push(make('AUTRE', { start, end: start + login.length }, 'lexicon', 0.7));
  }
  return found;
}

const lots = (text: string): Candidate[] =>
  materialCodes(text).map((at) => make('AUTRE', at, 'labelled', 0.9));

/** The others of a list of numbers, and the rest of a number that the end of a line cuts. */
const completed = (text: string, found: readonly Candidate[]): Candidate[] =>
  found.flatMap((one) => {
    const whole = { ...one, end: endAcrossLines(text, { start: one.start, end: runEnd(text, one) }) };
    return [whole, ...nextInList(text, whole).map((next) => ({ ...whole, ...next }))];
  });

/** NIR, INS, RPPS, ADELI, FINESS by their keys; every number a label announces, key valid or not. */
export function detectCodes(text: string): Candidate[] {
  const found = [...nirs(text), ...completed(text, [...labelled(text), ...lots(text)]), ...logins(text)];
  for (const { 0: raw, index } of text.matchAll(ELEVEN)) {
    const digits = raw.replace(/ /g, '');
    if (isLuhnValid(digits) && /^[18]/.test(digits)) found.push(make('RPPS', span(index, raw), 'checksum'));
  }
  for (const { 0: raw, index } of text.matchAll(NINE)) {
    const label = text.slice(Math.max(0, index - 30), index);
    if (/finess/i.test(label)) found.push(make('FINESS', span(index, raw), 'labelled'));
    else if (
      isLuhnValid(raw.replace(/ /g, '')) &&
      /^(?:0[1-9]|[1-8]\d|9[0-578])\d0|^2[AB]/.test(raw) &&
      /[ (:]$/.test(label) &&
      !/ipp|nda|dossier|patient/i.test(label)
    ) {
      found.push(make('FINESS', span(index, raw), 'lexicon', 0.6));
    }
  }
  return found;
}
