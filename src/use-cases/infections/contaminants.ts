import { lastEnded, type Span } from '../../text/index.js';
import { type Judged } from './judged.js';
import { type Mention } from './mentions.js';
import { CLAUSE_BORDER } from './clause.js';
import { isStated } from './draft.js';

const WORD =
  /contaminants?|contaminations?|souillures?|=[ \t]*flore[ \t]+(?:cutan|commens)\p{L}*|non[ \t]+interpr[ée]tables?|(?:n['’]est[ \t]+pas|non)[ \t]+pris[ \t]+en[ \t]+compte|(?:ven(?:ant|u|ue)|issue?|provenant)[ \t]+de[ \t]+la[ \t]+peau|imputabilit[ée][ \t]+(?:douteuse|discutable)|sans[ \t]+signification|signification[ \t]+(?:douteuse|incertaine)/giu;
/** What leaves the word open: "probable contaminant", "en faveur d'une contamination". */
const OPEN =
  /probable|possible|vraisembl|[ée]vo(?:qu|cat)|suspect|suspicion|discut|confronter|interpr[ée]t(?:er|able)|peut[- ][êe]tre|doute|incertain|semble|compatible|en faveur|\?|versus|(?<!\p{L})vs(?!\p{L})|plut[ôo]t|hypoth|exclure|[ée]liminer|sans[ \t]+signification|imputab|serait|pourrait|(?<!\p{L})ou(?!\p{L})/iu;
const BESIDE_WORD = 60;
const DENIED =
  /(?:pas|sans|non|exclu\p{L}*|plut[ôo]t[ \t]qu|[ée]limin\p{L}*|peu[ \t]+probable)[^.;\n]{0,30}$/iu;
/** Bacteria of the skin: what a doubt of contamination speaks of where it names none. */
const OF_SKIN =
  /^(?:Staphylococcus (?!aureus|lugdunensis|argenteus)|Staphylocoque à coagulase|Micrococcus|Corynebacterium(?! diphtheriae)|Cutibacterium|Bacillus(?! anthracis| cereus)|Cocci à Gram positif|Flore )/;
const DENIED_AFTER = /^[^.;\n]{0,40}(?:exclu|[ée]limin|peu probable)/iu;
const FAR = 160;

type Organism = Judged<Mention>;

/**
 * A bacterium that a report takes for a contaminant is none of the patient's wherever it is mentioned, since the word may
 * stand in its conclusion: absent where that is settled, else undetermined. `mentions` are sorted.
 */
export function settled(
  text: string,
  mentions: readonly Organism[],
  endOfSentence: (offset: number) => number,
): Organism[] {
  const doubtful = new Map<string, 'Absent' | 'Indetermine'>();
  const seen = new Set<string>();
  let read = 0;
  for (const { index, 0: word } of text.matchAll(WORD)) {
    const end = Math.min(endOfSentence(index), index + FAR);
    const start = startOfClause(text, index);
    for (; read < mentions.length && (mentions[read] as Organism).end <= start; read += 1) {
      const { name } = mentions[read] as Organism;
      if (OF_SKIN.test(name)) seen.add(name);
    }
    const isDenied =
      DENIED.test(text.slice(start, index)) || DENIED_AFTER.test(text.slice(index + word.length, end));
    if (isDenied) continue;
    const named = skinBetween(mentions, read, end);
    const beside = named.length === 0 ? besideOf(mentions, { start, end: index }) : [];
    const isOpen = OPEN.test(
      text.slice(start, index) + (text.slice(index, end).split(CLAUSE_BORDER)[0] ?? ''),
    );
    for (const name of named.length > 0 ? named : beside.length > 0 ? beside : seen)
      doubtful.set(name, isOpen || doubtful.get(name) === 'Indetermine' ? 'Indetermine' : 'Absent');
  }
  const stated = new Set(
    mentions.filter((one) => one.kind === 'Bacterie' && isStated(one)).map(({ name }) => name),
  );
  return mentions.map((one) => {
    // "Compatible avec une ostéite à S. aureus": the disease is open, what was cultured is there.
    const isKnown = one.kind === 'Bacterie' && stated.has(one.name) && !doubtful.has(one.name);
    if (isKnown && one.verdict.assertion === 'Indetermine' && one.phenotype === null)
      return { ...one, verdict: { ...one.verdict, assertion: 'Present' } };
    const assertion = doubtful.get(one.name);
    return assertion && one.verdict.assertion !== 'Absent' && one.verdict.temporality === 'current'
      ? { ...one, verdict: { ...one.verdict, assertion } }
      : one;
  });
}

/** Where the clause of an offset begins; "S. capitis" ends none. */
function startOfClause(text: string, offset: number): number {
  const from = Math.max(0, offset - FAR);
  const clause = text.slice(from, offset).split(CLAUSE_BORDER).at(-1) ?? '';
  return offset - clause.length;
}

/** The bacterium right before the word, in its clause: "S. mitis, contaminant". */
function besideOf(mentions: readonly Organism[], { start, end }: Span): string[] {
  const last = lastEnded(mentions, end);
  const isBeside = last?.kind === 'Bacterie' && last.start >= start && end - last.end <= BESIDE_WORD;
  return isBeside ? [last.name] : [];
}

/** Bacteria of the skin named from the mention `from` on, before `end`. */
function skinBetween(mentions: readonly Organism[], from: number, end: number): string[] {
  const names: string[] = [];
  for (let at = from; at < mentions.length && (mentions[at] as Organism).start < end; at += 1) {
    const { kind, name } = mentions[at] as Organism;
    if (kind === 'Bacterie' && OF_SKIN.test(name)) names.push(name);
  }
  return names;
}
