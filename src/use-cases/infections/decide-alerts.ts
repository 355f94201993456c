import { type AssertionVerdict, lastEnded, type Span } from '../../text/index.js';
import { isRefused, speaksOfPatient } from './bare-alerts.js';
import { type Draft, isStated } from './draft.js';
import { type Mention } from './mentions.js';
import { type Judged } from './judged.js';
import { type Reading } from './read.js';
import { type Vocabulary } from './rules.js';
import { type InfectionValue } from './value.js';

/** A resistance and the organism that carries it, where the sentence names one. */
export interface LinkedResistance extends Span {
  readonly name: string;
  /** The phenotype of resistance.yml that raises the alert; the name may be that of its family. */
  readonly phenotype: string;
  /** Gene or variant, where the name is that of its effect. */
  readonly mechanism: string | null;
  readonly verdict: AssertionVerdict;
  readonly organism: Judged<Mention> | null;
}

const CONFIDENCE = { linked: 0.9, named: 0.85, defined: 0.75, unlinked: 0.65 };
/** "à type de": the words that follow, and those of their list, describe a kind, they do not state a carriage. */
const ITEM = /^['’]?\s*(?:une?|des?|d['’])?\s*$/i;
const BETWEEN_ITEMS = /,|\/|\bou\b|\bet\b/i;
const DESCRIBED_WITHIN = 60;
const ACRONYM = /^\S{3,5}$/;
const BOTH = /BMR[ \t]*(?:\/|ou|et|-)[ \t]*BHR-?e?/giu;

const isOneOfBoth = (text: string, { start, end }: Span): boolean => {
  const from = Math.max(0, start - 12);
  return [...text.slice(from, end + 12).matchAll(BOTH)].some(
    ({ index, 0: whole }) => from + index <= start && end <= from + index + whole.length,
  );
};
const DEFINED_WITHIN = 50;
/** "Les BHRe sont …": what is said of the kind is not said of the patient. */
const DEFINED =
  /^\s*(?:sont|regroupent|comprennent|désignent|incluent)|^["»”\s]*(?:préventi|d['’]attente|en attendant|possible)|^[^.;,\n]{0,25}(?<!\p{L})(?:lev[ée]|cl[ôo]tur|termin|arr[êe]t[ée]|suspend|interromp|effac)/iu;

type Around = Pick<Reading, 'text' | 'notAlerts'>;

export function isDescribed({ text, notAlerts }: Around, { start }: Span): boolean {
  const words = lastEnded(notAlerts, start);
  const gap = words && start - words.end <= DESCRIBED_WITHIN ? text.slice(words.end, start) : null;
  return gap !== null && !/[.;:\n]/.test(gap) && ITEM.test(gap.split(BETWEEN_ITEMS).at(-1) ?? '');
}

interface Read {
  readonly reading: Reading;
  readonly resistances: readonly LinkedResistance[];
  readonly susceptibilities: readonly Draft[];
  readonly mentions: readonly Judged<Mention>[];
}
type Rules = Pick<Vocabulary, 'alertOf' | 'phenotypeOf' | 'phenotypeOfAll'>;

/**
 * BMR and BHRe, raised only by what is stated of the patient now: not by a negation, a search without its result, a
 * hypothesis, the past, another person, or "à type de".
 */
export function alertFindings(
  { reading, resistances, susceptibilities, mentions }: Read,
  rules: Rules,
): Draft[] {
  const { text } = reading;
  const raised = resistances.flatMap((resistance) => {
    const { organism: linked, name, start, end } = resistance;
    if (!isStated(resistance)) return [];
    // What is stated of a resistance stands, however its organism is told.
    const organism = linked?.verdict.assertion === 'Absent' ? null : linked;
    const alert = rules.alertOf(resistance.phenotype, organism?.family ?? null, organism?.name ?? null);
    const confidence = organism ? CONFIDENCE.linked : CONFIDENCE.unlinked;
    const evidence = { start, end, text: text.slice(start, end) };
    return alert
      ? [draftOf(alert, evidence, { organism: organism?.name ?? null, phenotype: name, confidence })]
      : [];
  });
  const defined = definedBy(susceptibilities, mentions, rules).filter(
    ({ value }) =>
      !raised.some((one) => one.value.alert === value.alert && one.value.organism === value.organism),
  );
  const firstByAlert = new Map([...raised, ...defined].toReversed().map(({ value }) => [value.alert, value]));
  const organisms = mentions.filter((one) => one.kind === 'Bacterie' && isStated(one));
  const named = reading.alerts
    .filter((word) => isStated(word) && !isDescribed(reading, word))
    .filter(({ end }) => !DEFINED.test(text.slice(end, end + DEFINED_WITHIN)))
    .filter(
      (word) =>
        (!ACRONYM.test(text.slice(word.start, word.end)) && !isRefused(text, word)) ||
        speaksOfPatient(text, word) ||
        isOfOrganism(text, organisms, word),
    )
    // "BMR/BHRe : oui, SARM": which of the two, the strain says.
    .filter((word) => raised.length === 0 || !isOneOfBoth(text, word))
    .map(({ name, start, end }) => {
      const alert = name as 'BMR' | 'BHRe';
      const same = firstByAlert.get(alert);
      return draftOf(
        alert,
        { start, end, text: text.slice(start, end) },
        {
          organism: same?.organism ?? null,
          phenotype: same?.phenotype ?? null,
          confidence: CONFIDENCE.named,
        },
      );
    });
  return [...raised, ...defined, ...named];
}

/** "Pyocyanique BMR", "E. coli (BMR)": the quality of what was found right before it. `organisms` are sorted. */
function isOfOrganism(text: string, organisms: readonly Judged<Mention>[], { start }: Span): boolean {
  const before = lastEnded(organisms, start);
  return before !== undefined && /^[ \t]{0,2}[(,]?[ \t]?$/.test(text.slice(before.end, start));
}

/** An antibiogram that states a phenotype by its definition: S. aureus and oxacilline R, E. faecium and vancomycine R. */
function definedBy(
  susceptibilities: readonly Draft[],
  mentions: readonly Judged<Mention>[],
  rules: Rules,
): Draft[] {
  const families = new Map(mentions.filter(isStated).map(({ organism, family }) => [organism, family]));
  const resisted = new Map<string, Set<string>>();
  return susceptibilities.flatMap(({ value, evidence }) => {
    const { organism, antibiotic, result } = value;
    if (organism === null || antibiotic === null || result === null || !families.has(organism)) return [];
    const all = resisted.get(organism) ?? new Set();
    resisted.set(organism, result === 'R' ? all.add(antibiotic) : all);
    const phenotype =
      rules.phenotypeOf(organism, antibiotic, result) ??
      (result === 'R' ? rules.phenotypeOfAll(organism, all) : null);
    const alert = phenotype && rules.alertOf(phenotype, families.get(organism) ?? null, organism);
    return alert ? [draftOf(alert, evidence, { organism, phenotype, confidence: CONFIDENCE.defined })] : [];
  });
}

function draftOf(
  alert: NonNullable<InfectionValue['alert']>,
  evidence: Draft['evidence'],
  {
    organism,
    phenotype,
    confidence,
  }: { organism: string | null; phenotype: string | null; confidence: number },
): Draft {
  return {
    value: {
      kind: 'Alert',
      name: alert,
      code: null,
      organism,
      antibiotic: null,
      result: null,
      phenotype,
      alert,
    },
    assertion: 'Present',
    temporality: 'current',
    specimen: null,
    confidence,
    evidence,
  };
}
