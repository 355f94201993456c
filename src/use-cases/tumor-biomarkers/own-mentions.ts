import { familyOf } from './lexicon.js';
import { plain } from './plain.js';
import { type MentionAt } from './terms.js';

/** How far before a variant what parts it from its gene is looked for. UTF-16 code units. */
const REACH = 200;

const isReceptor = ({ mention }: MentionAt) => mention.names.some((name) => familyOf(name) === 'hormone');

/** A variant speaks for its gene only where the gene is not named. */
export function ownMentions(text: string, mentions: readonly MentionAt[]): MentionAt[] {
  const named = new Set(mentions.flatMap(({ mention }) => (mention.variant ? [] : mention.names)));
  const others = mentions.some(({ mention }) => mention.names.length > 0 && !mention.yields);
  const receptor = mentions.findIndex((each) => !each.mention.short && isReceptor(each));
  const genes = new Map<string, MentionAt>();
  return mentions.filter((each, index) => {
    const { mention, end } = each;
    if (!mention.variant) genes.set(mention.names.join(), each);
    if (mention.yields && others) return false;
    if (isNamedClone(text, mentions, index)) return false;
    if (mention.short)
      return (receptor !== -1 && receptor < index) || OWN_RESULT.test(text.slice(end, end + 12));
    if (!mention.variant) return true;
    return mention.names.some((name) => named.has(name))
      ? isAnother(text, each, genes.get(mention.names.join()))
      : !isOfOther(text, mentions, index);
  });
}

/** "NRAS G12C": the gene named just before has it. */
function isOfOther(text: string, mentions: readonly MentionAt[], index: number): boolean {
  const before = mentions[index - 1];
  const { start } = mentions[index] as MentionAt;
  const isGene = before?.mention.names.some((name) => GENES.has(familyOf(name))) === true;
  return isGene && !before.mention.variant && /^[^.;,\n]{0,20}$/.test(text.slice(before.end, start));
}

const GENES: ReadonlySet<string> = new Set(['gene', 'fusion', 'her2']);
const CLONE_FORM = /^(?:mib|hercep)/i;

/** "Ki-67 (MIB-1)", "clone MIB1": the antibody, not another mention. */
function isNamedClone(text: string, mentions: readonly MentionAt[], index: number): boolean {
  const { start, text: form, mention } = mentions[index] as MentionAt;
  if (!CLONE_FORM.test(form)) return false;
  const before = mentions[index - 1];
  const beside = before?.mention.names.join() === mention.names.join() && start - before.end <= 12;
  return beside || /clone\s?:?\s?$/i.test(text.slice(Math.max(0, start - 10), start));
}

/** "EGFR L858R, T790M absente", "pas de T790M": a second variant has a result of its own. */
function isAnother(text: string, { start }: MentionAt, gene: MentionAt | undefined): boolean {
  const between = gene && plain(text.slice(Math.max(gene.end, start - REACH), start));
  // "pas de mutation (L858R, T790M)": one list, one result.
  if (between !== undefined && between.lastIndexOf('(') > between.lastIndexOf(')')) return false;
  return between !== undefined && /[,;]|\b(?:et|mais)\b/.test(between) && OTHER_VARIANT.test(between);
}

/** "Œstrogènes : 90 %": said of nothing else. */
const OWN_RESULT = /^\s*[:=]?\s*(?:\d{1,3}\s?%|\+|posit|n[ée]gati)/i;
const OTHER_VARIANT = /[a-z]\d{2,4}[a-z]|\b(?:del|ins|pas|absence|sans|ni)/;
