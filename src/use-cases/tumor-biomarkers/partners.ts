import { familyOf } from './lexicon.js';
import { type MentionAt } from './terms.js';

/** Genes that give a fusion its name, whatever the partner: the treatment aims at them. */
const DRIVER = /^(?:ALK|ROS1|RET|NTRK\d?|FGFR\d|BRAF|RAF1|NRG1|MET|EGFR|PDGFRA|JAK2|KMT2A|NUTM1|TFE3|TFEB)$/;
const JOINED = /^(?:[-–‑]| ?:: ?)$/;
const GENE_BEFORE = /(?<![\p{L}\d])([A-Z][A-Z\d]{1,9})(?: ?\((?:exon|ex|e)\.? ?\d{1,2}\))?(?:[-–‑]| ?:: ?)$/u;
const GENE_AFTER = /^(?:[-–‑]| ?:: ?)([A-Z][A-Z\d]{1,9})(?![\p{L}\d])/u;
const LOOK = 26;

const isDriver = ({ mention }: MentionAt) => mention.names.some((name) => DRIVER.test(name));
const isFusion = ({ mention }: MentionAt) => mention.names.some((name) => familyOf(name) === 'fusion');
/** Named by both partners already: BCR-ABL1. */
const isPair = ({ mention }: MentionAt) => mention.names.some((name) => name.includes('-'));
const isOneGene = ({ mention }: MentionAt) => mention.names.length === 1 && !mention.variant;

/** "KIF5B-RET", "EWSR1::FLI1": one mention, with its partner gene. Both partners may be in the vocabulary. */
export function withPartners(text: string, mentions: readonly MentionAt[]): MentionAt[] {
  const fused: MentionAt[] = [];
  for (const mention of mentions) {
    const last = fused[fused.length - 1];
    const pair = last && pairOf(text, last, mention);
    if (pair) fused[fused.length - 1] = pair;
    else fused.push(mention);
  }
  return fused.map((mention, index) =>
    mention.partner === undefined
      ? withUnknown(text, mention, {
          from: fused[index - 1]?.end ?? 0,
          to: fused[index + 1]?.start ?? Infinity,
        })
      : mention,
  );
}

function pairOf(text: string, one: MentionAt, other: MentionAt): MentionAt | null {
  if (one.partner !== undefined || !isOneGene(one) || !isOneGene(other)) return null;
  const between = text.slice(one.end, other.start);
  if (!JOINED.test(between) || !(isFusion(one) || isFusion(other) || between.includes(':'))) return null;
  // "ALK-ROS1-RET négatifs" is a list.
  if (isDriver(one) && isDriver(other)) return null;
  const [named, partner] = isDriver(other) || !isFusion(one) ? [other, one] : [one, other];
  return {
    ...named,
    start: one.start,
    end: other.end,
    text: text.slice(one.start, other.end),
    partner: partner.text,
  };
}

const span = ({ start, end }: MentionAt) => ({ start, end });

/** A partner that is not in the vocabulary; `free` lies between the mentions beside it. */
function withUnknown(text: string, mention: MentionAt, free: { from: number; to: number }): MentionAt {
  if (!isOneGene(mention) || isPair(mention) || !(isFusion(mention) || isDriver(mention))) return mention;
  const own = /^([A-Z][A-Z\d]{1,9})(?:-|–|‑|::|\/)([A-Z][A-Z\d]{1,9})$/.exec(mention.text);
  if (own?.[1] && own[2])
    return { ...mention, partner: mention.mention.names.includes(own[1]) ? own[2] : own[1] };
  const before = GENE_BEFORE.exec(text.slice(Math.max(free.from, mention.start - LOOK), mention.start));
  if (before?.[1]) {
    const start = mention.start - before[0].length;
    return {
      ...mention,
      start,
      text: text.slice(start, mention.end),
      partner: before[1],
      forms: [span(mention)],
    };
  }
  const told = /^[^.;\n]{0,12}\bpartenaire ?(?::|=|de fusion|est)? ?:? ?([A-Z][A-Z\d]{1,9})/.exec(
    text.slice(mention.end, Math.min(free.to, mention.end + LOOK + 20)),
  );
  if (told?.[1]) return { ...mention, partner: told[1] };
  const after = GENE_AFTER.exec(text.slice(mention.end, Math.min(free.to, mention.end + LOOK)));
  if (!after?.[1]) return mention;
  const end = mention.end + after[0].length;
  return { ...mention, end, text: text.slice(mention.start, end), partner: after[1], forms: [span(mention)] };
}
