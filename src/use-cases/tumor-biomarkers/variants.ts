import { AMINO } from './shapes.js';

const ONE_LETTER: Readonly<Record<string, string>> = {
  ...{ ala: 'a', arg: 'r', asn: 'n', asp: 'd', cys: 'c', gln: 'q', glu: 'e', gly: 'g', his: 'h', ile: 'i' },
  ...{ leu: 'l', lys: 'k', met: 'm', phe: 'f', pro: 'p', ser: 's', thr: 't', trp: 'w', tyr: 'y', val: 'v' },
  ter: '*',
};
const THREE = new RegExp(Object.keys(ONE_LETTER).join('|'), 'g');

/** One spelling of a variant: `p.(Gly12Cys)` and `G12C` are one. */
export const canonical = (variant: string): string => {
  const compact = variant.toLowerCase().replace(/^p\.\s?|[()\s]/g, '');
  return /^[a-z]{3}\d/.test(compact) ? compact.replace(THREE, (word) => ONE_LETTER[word] ?? word) : compact;
};

const IN_WORDS = /^(?:delet|del\s?(?:ex|19)|del\s|ins\w*\s|saut|dupli|(?:exon|ex)\b)/;
const KIND = /del|ins|dup/;

/** "Délétion de l'exon 19", where another place writes the change: `p.Glu746_Ala750del`. */
export function isInWords(words: string | null, written: string | null): boolean {
  const said = (words ?? '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
  if (written === null || !IN_WORDS.test(said)) return false;
  const change = written.toLowerCase();
  if (!/^(?:[cp]\.|\(?[a-z]{1,3}\d)/.test(change)) return false;
  const kind = KIND.exec(said)?.[0];
  return kind === undefined || change.includes(kind);
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const THREE_LETTERS = new RegExp(`^(?:p\\.)?\\s?\\(?(?:${AMINO})\\d`);
const AMINO_ACID = new RegExp(AMINO, 'g');

/** The usual case of a variant: `V600E`, `p.Val600Glu`, `c.34G>T`; words stay as written. */
export function written(text: string): string {
  const compact = text.replace(/^([cpg]\.)\s+/, '$1').replace('&gt;', '>');
  if (THREE_LETTERS.test(compact)) return compact.replace(AMINO_ACID, capital);
  if (/^(?:del|ins|dup)\s?[a-z]\d{2}/.test(compact))
    return compact.replace(/[a-z](?=\d)/g, (residue) => residue.toUpperCase());
  if (/\s/.test(compact) || /^(?:exon|ex|del|ins)/.test(compact)) return compact;
  const [, prefix = '', rest = ''] = /^([cpg]\.)?(.*)$/s.exec(compact) ?? [];
  return (
    prefix + rest.replace(/del|ins|dup|fs|[a-z]/g, (part) => (part.length > 1 ? part : part.toUpperCase()))
  );
}
