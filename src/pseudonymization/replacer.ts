import { type Document } from '../document/index.js';
import { ok, type Result } from '../kernel/index.js';
import { applyReplacements, createAlignment } from './alignment.js';
import { detect, type Opened } from './detect.js';
import { type Candidate, type Detector } from './detectors/candidate.js';
import { identityDetector } from './detectors/identity/index.js';
import { type KnownFacts, knownFacts } from './detectors/known-facts.js';
import { type ModelReading } from './detectors/model/index.js';
import { withoutFormulas } from './detectors/notation/index.js';
import { dateParts, ruleDetector, toIso } from './detectors/rules/index.js';
import { pseudonymizationFailure } from './failures.js';
import { type Known } from './known.js';
import { townKey } from './lexicon/index.js';
import { patientKey } from './patient-key.js';
import { type Policy } from './policy.js';
import { type VaultKeys, type VaultRecord } from './ports.js';
import {
  type IdentifyingSpan,
  type PseudonymizedDocument,
  type PseudonymizedText,
  type SpanCategory,
} from './pseudonymized-document.js';
import { findDoubts, tellDoubts } from './residual-model.js';
import { resolveOverlaps } from './resolve.js';
import { findLeaks } from './self-check.js';
import { withoutMasks } from './surrogates/mask.js';
import { dayAnchors } from './surrogates/day-anchors.js';
import { createSession, dateShift } from './surrogates/session.js';
import { surrogateOf, type SurrogateContext } from './surrogates/index.js';

export const METHOD = { id: 'passerelle-rules', version: '1.0.0', assurance: 'rules' } as const;
/** With a trained model: the version of the combination, then the model's. */
const HYBRID = { id: 'passerelle-hybrid', version: '1.0.0', assurance: 'rules+model' } as const;

const methodOf = (read: ModelReading | undefined): PseudonymizedDocument['method'] =>
  read === undefined ? METHOD : { ...HYBRID, version: `${HYBRID.version}+model.${read.model}` };

/** Spaces that no keyboard shows, one sign each: rules know the plain one, and offsets stay. */
const withPlainSpaces = (text: string): string =>
  text.replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ');

const open = (document: Document, known: Known): Opened => {
  const [identity, stay, carers] = [known.identity.reveal(), known.stay.reveal(), known.carers.reveal()];
  const [original, learned] = [document.text.reveal(), known.learned?.reveal() ?? []];
  const text = withPlainSpaces(original);
  return { original, text, identity, stay, carers, learned, facts: knownFacts(identity, stay, carers) };
};

/** Year of the stay, else the latest full date of the text: what a date without a year and an age are counted from. */
function baseYear({ text, stay }: Opened, spans: readonly Candidate[]): number {
  const stated = Number((stay.discharge ?? stay.admission)?.slice(0, 4));
  if (stated > 1900) return stated;
  const years = spans
    .filter(({ category }) => category === 'IDENTIFYING_DATE')
    .flatMap(({ start, end }) => dateParts(text.slice(start, end)) ?? [])
    .filter(({ field }) => field === 'year')
    .map(({ value }) => value);
  return years.length === 0 ? 2001 : Math.max(...years);
}

/** Postcode → town beside it, from the text and the identity, so that both get the same surrogate town. */
function townsByPostcode({ text, identity }: Opened, spans: readonly Candidate[]): Map<string, string> {
  const towns = new Map<string, string>();
  for (const { postalCode, city } of identity.addresses) {
    if (postalCode !== undefined && city !== undefined) towns.set(postalCode, townKey(city));
  }
  const beside = (code: Candidate | undefined, town: Candidate | undefined): void => {
    if (code?.category !== 'POSTAL_CODE' || town?.category !== 'CITY') return;
    towns.set(text.slice(code.start, code.end).replace(/\D/g, ''), townKey(text.slice(town.start, town.end)));
  };
  spans.forEach((span, at) => {
    const next = spans[at + 1];
    if (next === undefined || next.start - span.end > 4) return;
    // "Nulleville (00000)": only where no town follows.
    const after = spans[at + 2];
    const isNexts = after?.category === 'CITY' && after.start - next.end <= 4;
    if (span.category === 'POSTAL_CODE') beside(span, next);
    else if (!isNexts) beside(next, span);
  });
  return towns;
}

/** What surrogates must agree with: which words are first names or surnames, and the sex that titles give. */
function namesOfText(
  facts: KnownFacts,
  detected: readonly Candidate[],
): Pick<SurrogateContext, 'nameParts' | 'sexOfFirstName'> {
  const nameParts = new Map([...facts.words.values()].map(({ word, category }) => [word, category] as const));
  const sexOfFirstName = new Map<string, 'F' | 'M'>();
  for (const { category, words, sex } of detected) {
    if (category !== 'FIRST_NAME' && category !== 'LAST_NAME') continue;
    for (const { canonical, initial } of words ?? []) {
      if (initial === true) continue;
      if (!nameParts.has(canonical)) nameParts.set(canonical, category);
      if (sex !== undefined && category === 'FIRST_NAME') sexOfFirstName.set(canonical, sex);
    }
  }
  return { nameParts, sexOfFirstName };
}

const DATES: ReadonlySet<SpanCategory> = new Set([
  'PATIENT_BIRTHDATE',
  'IDENTIFYING_DATE',
  'UNIDENTIFYING_DATE',
]);

/**
 * Replacements without the dates we wrote ourselves: one of them may fall on the day of birth by its shift, and whoever was
 * born on 1 January keeps it where the year is all that is left. A birth date that we left as it was stays.
 */
function withoutDates(
  spans: readonly IdentifyingSpan[],
  { text, identity }: Opened,
  policy: Policy,
): IdentifyingSpan[] {
  const birth = identity.birthDate?.slice(0, 10);
  const isYear = policy.categories.PATIENT_BIRTHDATE === 'generalize' && birth?.endsWith('-01-01') === true;
  const isBirth = ({ start, end }: IdentifyingSpan): boolean => {
    const parts = dateParts(text.slice(start, end).replace(/\n/g, ' '));
    return parts === undefined || toIso(parts) === birth;
  };
  return spans.map((span) =>
    DATES.has(span.category) && (isYear || !isBirth(span)) ? { ...span, replacement: '…' } : span,
  );
}

export interface ReplacerNeeds {
  readonly policy: Policy;
  readonly keys: VaultKeys;
  /** Known identity and rules unless told otherwise. */
  readonly detectors?: readonly Detector[];
}

export interface Replaced {
  readonly document: PseudonymizedDocument;
  /** What the vault must keep of it. */
  readonly record: VaultRecord;
}

export interface Replacer {
  /**
   * The work of a pseudonymizer between opening the vault and keeping what is new: it computes, and waits for nothing.
   * `read` is what a model saw in this text.
   */
  replace(
    document: Document,
    known: Known,
    record: VaultRecord,
    read?: ModelReading,
  ): Promise<Result<Replaced>>;
}

export const patientOf = (keys: VaultKeys, { identity, stay, fallbackKey }: Known): string =>
  keys.hmac('patient', patientKey(identity.reveal(), stay.reveal(), fallbackKey)).toString('hex');

export function createReplacer({
  policy,
  keys,
  detectors = [identityDetector, ruleDetector],
}: ReplacerNeeds): Replacer {
  const isAltered = (category: SpanCategory): boolean => policy.categories[category] !== 'keep';
  return {
    replace: async (document, known, record, read) => {
      const opened = open(document, known);
      const { original, text, identity, facts, learned } = opened;
      const { candidates: detected, notation } = await detect(opened, detectors, policy, read);
      const candidates = resolveOverlaps(detected, text, isAltered);
      const patient = patientOf(keys, known);
      const codes = new Set(facts.codes.map(({ digits }) => digits));
      const taught = new Set(learned.map(({ word }) => word));
      const isForbidden = (folded: string): boolean =>
        facts.words.has(folded) || codes.has(folded) || taught.has(folded);
      const session = createSession({ keys, patient, record, isForbidden });
      const dateShiftDays =
        record.dateShiftDays ?? dateShift((...parts) => keys.hmac(...parts), patient, policy);
      const year = baseYear(opened, candidates);
      const context: SurrogateContext = {
        policy,
        identity,
        dateShiftDays,
        isForbidden,
        sex: identity.sex,
        ...namesOfText(facts, detected),
        baseYear: year,
        dayAnchors: dayAnchors(text, candidates, year),
        townOfPostcode: townsByPostcode(opened, candidates),
        once: (category, original, make) => session.once(category, original, make),
      };
      const spans = candidates.map((one): IdentifyingSpan => {
        const { start, end, category, role, kind, detector, score } = one;
        const raw = text.slice(start, end);
        const made = surrogateOf(raw, one, context);
        const replacement = made === raw ? original.slice(start, end) : made;
        return { start, end, category, role, kind: kind ?? null, detector, score, replacement };
      });
      const replaced = applyReplacements(
        original,
        spans.filter(({ start, end, replacement }) => replacement !== original.slice(start, end)),
      );
      const leaks = findLeaks({
        text: withoutMasks(withPlainSpaces(replaced.text)),
        withoutOurDates: withPlainSpaces(
          applyReplacements(original, withoutDates(spans, opened, policy)).text,
        ),
        ...{ facts, identity, isAltered },
      });
      if (leaks.length > 0) {
        return pseudonymizationFailure(
          'PSEUDONYMIZATION_INCOMPLETE',
          `still readable after replacement: ${leaks.join(', ')}`,
        );
      }
      const least = policy.residual?.model;
      const doubts =
        read === undefined || least === undefined
          ? []
          : findDoubts({
              ...{ text, original, spans, isAltered, least },
              read: { ...read, spans: withoutFormulas(text, notation, read.spans) },
            });
      if (doubts.length > 0) {
        return pseudonymizationFailure('PSEUDONYMIZATION_DOUBTED', tellDoubts(doubts));
      }
      const alignment = createAlignment(replaced.edits);
      const pseudonymized: PseudonymizedDocument = {
        text: replaced.text as PseudonymizedText,
        alignment,
        spans,
        sections: document.sections.map(({ code, title, ...span }) => ({
          code,
          title: alignment.toPseudonymized(title),
          ...alignment.toPseudonymized(span),
        })),
        sentences: document.sentences.map((sentence) => alignment.toPseudonymized(sentence)),
        dateShiftDays,
        method: methodOf(read),
      };
      return ok({ document: pseudonymized, record: { dateShiftDays, pairs: session.newPairs() } });
    },
  };
}
