import { FIRST_NAMES, fold, INSTITUTIONS } from '../../lexicon/index.js';
import { type Span } from '../../../text/index.js';
import { anyCase } from './any-case.js';

const WORD = String.raw`\p{Lu}[\p{L}\p{M}'’]+`;
/** "urgences de Vallon-Métropole", "hospitalisé à Ormeval-Sud": a site of a hospital, called by its side of a town. */
const SITE = new RegExp(
  String.raw`(?<!\p{L})${anyCase`urgences|faite?s?|r[ée]alis[ée]e?s?|hospitalis[ée]e?|transf[ée]r[ée]e?|transfert|op[ée]r[ée]e?|r[ée]animation|coronarographie|adress[ée]e?|\p{L}{4,}logue|\p{L}{4,}logie|chirurgien(?:ne)?`} (?:${anyCase`de|à|a|sur|vers`} |${anyCase`d['’]`})(?<name>${WORD}(?:-${WORD}){0,3}[- ](?:Nord|Sud|Est|Ouest|M[ée]tropole))(?![\p{L}-])`,
  'gu',
);
/** "(Biologie du Mélan)", "chez Imagerie des Remparts": a laboratory or a practice called after its trade. */
const TRADE = new RegExp(
  String.raw`(?<=\(|(?<!\p{L})(?:${anyCase`chez|labo|par|à|cabinet`}) )(?<name>(?:Biologie|Imagerie|Radiologie|Pathologie|Scanner|Dialyse)(?: [Mm]édicale)? (?:du|des|de la|de l['’]) ?${WORD}(?:[ -]${WORD}){0,3})(?![\p{L}-])`,
  'gu',
);
/** "cabinet Alpilles Imagerie", "cabinet de la Halle": who works there is no part of its name. */
const CABINET = new RegExp(
  String.raw`(?<!\p{L})(?<name>[Cc]abinet (?:(?:de la|des|du|de l['’]) ?(?<place>${WORD})(?: (?:du |des |de la )?${WORD}){0,2}|(?<first>${WORD})(?:[ -]${WORD}){0,3} (?:Imagerie|Radiologie|Dentaire|Santé|Kiné|Biologie|Ophtalmologie)))(?![\p{L}-])`,
  'gu',
);
/** "CNR de Montval", "PMI d'Aurillon": an office with its town. */
const OFFICE = new RegExp(
  String.raw`(?<![\p{L}-])(?<name>(?:CNR|PMI|CeGIDD|CLAT|CPEF) (?:de |d['’])${WORD}(?:-(?:${anyCase`sur|sous|en|les|l[eè]s|la|le|de|du|des`}-)?${WORD}){0,4})(?![\p{L}-])`,
  'gu',
);
const PEOPLE = /^(?:mesdames|messieurs|mmes|docteurs?|docteure|drs?|professeure?|ma[iî]tre|maire|ministre)$/;

const isOutside = (word: string): boolean =>
  PEOPLE.test(fold(word)) || INSTITUTIONS.outside.has(fold(word).replace(/[.'’]+$/, ''));

const spans = (text: string, pattern: RegExp, accepts: (match: RegExpExecArray) => boolean): Span[] =>
  [...text.matchAll(pattern)].flatMap((match) => {
    const name = match.groups?.name ?? '';
    const start = match.index + match[0].length - name.length;
    return accepts(match) ? [{ start, end: start + name.length }] : [];
  });

/** Places of care that no word for a hospital announces. */
export function hospitalsAlone(text: string): Span[] {
  return [
    ...spans(text, SITE, () => true),
    ...spans(
      text,
      OFFICE,
      ({ groups }) => !isOutside(/(?<=[ '’])\p{Lu}\p{L}+$/u.exec(groups?.name ?? '')?.[0] ?? ''),
    ),
    ...spans(text, TRADE, ({ groups }) => {
      const [first = ''] = /\p{Lu}[\p{L}\p{M}]+(?=[^\p{Lu}]*$)/u.exec(groups?.name ?? '') ?? [];
      return !isOutside(first);
    }),
    ...spans(text, CABINET, ({ groups }) => {
      const { place, first } = groups ?? {};
      return !isOutside(place ?? first ?? '') && (first === undefined || !FIRST_NAMES.has(fold(first)));
    }),
  ];
}
