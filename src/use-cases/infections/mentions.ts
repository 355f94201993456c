import {
  firstFrom,
  lastEnded,
  type Match,
  overlapping,
  type Span,
  type TokenizedText,
} from '../../text/index.js';
import { isNoOrganism } from './not-organisms.js';
import { isOfBreakpoint } from './breakpoint-diseases.js';
import { findBloodCultures } from './blood-cultures.js';
import { findDeviceInfections } from './device-infections.js';
import { findGramSigns } from './gram-signs.js';
import { type Code } from './value.js';
import {
  codeOf,
  exclusionMatcher,
  infectionMatcher,
  microbiologyMatcher,
  organismMatcher,
} from './vocabulary.js';

/** An infection or an organism named in the text. UTF-16 offsets. */
export interface Mention extends Span {
  readonly kind: 'Infection' | 'Bacterie' | 'Bacteriemie';
  readonly name: string;
  readonly code: Code | null;
  /** The disease that a fungus, a virus or a parasite gives. */
  readonly disease: string | null;
  /** Canonical name of the organism, for an organism (of a fungus or a virus too). */
  readonly organism: string | null;
  readonly family: string | null;
  /** A resistance the name itself says (SARM). */
  readonly phenotype: string | null;
  /** A virus or a parasite has no antibiogram. */
  readonly virus: boolean;
  readonly abbreviated: boolean;
  /** The phrase itself denies. */
  readonly says: 'Absent' | null;
  /** What a negation speaks of, where it is not the whole: "plaie non INFECTÉE". */
  readonly said: Span | null;
  /** A blood culture and its result. */
  readonly bloodCulture: boolean;
  /** The organism alone, where its resistance stands in its name. */
  readonly words: Span | null;
}

const NO_ORGANISM = {
  code: null,
  disease: null,
  organism: null,
  family: null,
  phenotype: null,
  virus: false,
} as const;
const PLAIN = { says: null, said: null, bloodCulture: false, words: null } as const;

const GLUE =
  /^[\s,'’(:+/-]*(?:(?:la|le|les|l|du|de|des|d|et|ou|contre|anti|au|aux|à|a|un|une)(?:[\s,'’(:+/-]+|$))*$/iu;
const LONGEST_GLUE = 40;
const ENDS = /^\s?(?:[.,;)\n]|$)/;

const BESIDE = 100;

function isInMicrobiology(tokens: TokenizedText, { start, end }: Span): boolean {
  return microbiologyMatcher.find(tokens, { start: start - BESIDE, end: end + BESIDE }).length > 0;
}

function organismMentions(tokens: TokenizedText): Mention[] {
  return organismMatcher.find(tokens).flatMap(({ start, end, value }) => {
    if (!value) return [];
    const { entry, abbreviated } = value;
    if (abbreviated && entry.ambiguous && !isInMicrobiology(tokens, { start, end })) return [];
    if (isNoOrganism(tokens.text, { start, end })) return [];
    const isBacterium = (entry.class ?? 'bacterium') === 'bacterium';
    return {
      start,
      end,
      kind: isBacterium ? 'Bacterie' : 'Infection',
      name: entry.name,
      disease: isBacterium ? null : (entry.infection ?? null),
      code: codeOf(entry.code),
      organism: entry.name,
      family: entry.family ?? null,
      phenotype: entry.phenotype ?? null,
      virus: entry.class === 'virus' || entry.class === 'parasite',
      abbreviated,
      ...PLAIN,
      words: isBacterium && !abbreviated ? withoutQuality(tokens.text, { start, end }) : null,
    } satisfies Mention;
  });
}

const QUALITY =
  /[\s,-]+(?:sensibles?|résistante?s?|resistante?s?|productrices?|producteurs?|BLSE|multi|m[ée]ti|oxa|sauvage|van[ ]?[AB]|[àa] spectre|hyperproduc)/i;

function withoutQuality(text: string, { start, end }: Span): Span | null {
  const at = text.slice(start, end).search(QUALITY);
  return at > 0 ? { start, end: start + at } : null;
}

function withGramSigns(text: string, organisms: readonly Mention[]): Mention[] {
  const signs = findGramSigns(text).filter((sign) => !overlapping(organisms, sign));
  if (signs.length === 0) return [...organisms];
  const seen = signs.map((sign): Mention => ({
    ...sign,
    ...NO_ORGANISM,
    ...PLAIN,
    kind: 'Bacterie',
    organism: sign.name,
    abbreviated: false,
  }));
  return [...organisms, ...seen].sort((one, other) => one.start - other.start);
}

function infectionMentions(tokens: TokenizedText): Mention[] {
  return infectionMatcher.find(tokens).flatMap(({ start, end, value }) => {
    if (!value) return [];
    const { entry, abbreviated } = value;
    return {
      start,
      end,
      kind: entry.kind ?? 'Infection',
      name: entry.name,
      abbreviated,
      ...NO_ORGANISM,
      ...PLAIN,
    } satisfies Mention;
  });
}

/** Infections of devices; one inside a longer phrase of the vocabulary gives way to it. */
function withDevices(
  infections: readonly Mention[],
  organisms: readonly Mention[],
  tokens: TokenizedText,
): Mention[] {
  const devices = findDeviceInfections(tokens, organisms).filter((device) => {
    const other = overlapping(infections, device);
    return !other || holds(device, other);
  });
  const others = infections.filter((infection) => !overlapping(devices, infection));
  return [
    ...others,
    ...devices.map(({ said, ...device }): Mention => ({
      ...device,
      ...NO_ORGANISM,
      ...PLAIN,
      kind: 'Infection',
      said,
    })),
  ];
}

const holds = (one: Span, other: Span): boolean => one.start <= other.start && one.end >= other.end;

function bloodMentions(
  tokens: TokenizedText,
  organisms: readonly Mention[],
  endOfSentence: (offset: number) => number,
): Mention[] {
  const bacteria = organisms.filter(({ kind }) => kind === 'Bacterie');
  return findBloodCultures(tokens, bacteria, endOfSentence).map(({ start, end, result }) => ({
    start,
    end,
    kind: 'Bacteriemie',
    name: BACTERAEMIA,
    abbreviated: false,
    ...NO_ORGANISM,
    says: result === 'negative' ? 'Absent' : null,
    said: null,
    bloodCulture: true,
    words: null,
  }));
}

const GENERIC = 'Infection';
const isHeadOf = (text: string, infection: Mention, next: Mention | undefined): boolean =>
  infection.name === GENERIC &&
  next !== undefined &&
  next.start - infection.end <= LONGEST_GLUE &&
  /^\s+(?:chronique\s+|aigu[ëe]\s+|active\s+)?(?:à|a|au|par)\s+(?:le\s+|la\s+|l['’])?$/i.test(
    text.slice(infection.end, next.start),
  );

const BACTERAEMIA = 'Bactériémie';

const isGlue = (text: string): boolean => text.length <= LONGEST_GLUE && GLUE.test(text);

/** "Vacciné contre la grippe et le pneumocoque": the exclusion carries over the mentions of its list. */
function withoutExcluded(
  mentions: readonly Mention[],
  marks: readonly Match<'before' | 'after'>[],
  text: string,
): Mention[] {
  const excluded = new Set<Mention>();
  const byEnd = mentions.toSorted((one, other) => one.end - other.end);
  for (const mention of mentions) {
    const mark = lastEnded(marks, mention.start);
    const previous = lastEnded(byEnd, mention.start);
    const follows = (span: Span | undefined) => span && isGlue(text.slice(span.end, mention.start));
    if (mark?.value === 'before' && follows(mark)) excluded.add(mention);
    if (previous && excluded.has(previous) && follows(previous)) excluded.add(mention);
  }
  for (const mark of marks) {
    if (/^(?:anti|ac(?!\p{L}))/iu.test(text.slice(mark.start, mark.end))) continue;
    const isLast =
      mark.value === 'after' ||
      ENDS.test(text.slice(mark.end, mark.end + 2)) ||
      /:[ \t]*$/.test(text.slice(Math.max(0, mark.start - 4), mark.start));
    const mention = isLast ? lastEnded(byEnd, mark.start) : undefined;
    if (!mention || !/^[\s:,(]*$/.test(text.slice(mention.end, mark.start))) continue;
    excluded.add(mention);
    // "Grippe et pneumocoque à jour": the list before it.
    for (let item = mention, before = lastEnded(byEnd, item.start); mark.value === 'after' && before;) {
      if (!/^[ \t]*(?:,|et|\/)[ \t]*$/i.test(text.slice(before.end, item.start))) break;
      excluded.add(before);
      item = before;
      before = lastEnded(byEnd, item.start);
    }
  }
  return mentions.filter((mention) => !excluded.has(mention));
}

/** Every infection and organism the text names, in order; negated or not. */
export function findMentions(
  tokens: TokenizedText,
  endOfSentence: (offset: number) => number = () => tokens.text.length,
): Mention[] {
  const organisms = withGramSigns(tokens.text, organismMentions(tokens));
  const longer = organisms.filter(({ kind }) => kind === 'Infection');
  // "Virus de l'hépatite B" names the virus, with the name of its disease inside.
  const named = infectionMentions(tokens).filter((one) => {
    const virus = overlapping(longer, one);
    return !virus || !holds(virus, one) || holds(one, virus);
  });
  const infections = withDevices(named, organisms, tokens);
  const apart = organisms.filter(({ kind, ...span }) => kind === 'Bacterie' || !overlapping(named, span));
  // "Infection à CMV" is one infection, named by its virus.
  const others = apart.filter(({ kind }) => kind === 'Infection');
  const own = infections.filter((one) => !isHeadOf(tokens.text, one, firstFrom(others, one.end)));
  const kept = own.filter((one) => !isOfBreakpoint(tokens.text, one));
  const all = [...kept, ...apart, ...bloodMentions(tokens, apart, endOfSentence)].sort(
    (one, other) => one.start - other.start || one.end - other.end,
  );
  return withoutExcluded(all, exclusionMatcher.find(tokens), tokens.text);
}
