import { type AssertionVerdict, type Span } from '../../text/index.js';
import { type Draft, isStated } from './draft.js';
import { type Mention } from './mentions.js';
import { lastBefore } from './ordered-spans.js';
import { type Judged, type Reading } from './read.js';
import { type InfectionValue } from './value.js';

/** A resistance and the organism that carries it, where the sentence names one. */
export interface LinkedResistance extends Span {
  readonly name: string;
  readonly verdict: AssertionVerdict;
  readonly organism: Judged<Mention> | null;
}

type AlertOf = (phenotype: string, family: string | null, organism: string | null) => InfectionValue['alert'];

const CONFIDENCE = { linked: 0.9, named: 0.85, unlinked: 0.65 };
/** "à type de": the words that follow describe a kind, they do not state a carriage. */
const AFTER_LIMIT = 3;

/**
 * BMR and BHRe, raised only by what is stated of the patient now: not by a negation, a search without its result, a
 * hypothesis, the past, another person, or "à type de".
 */
export function alertFindings(
  reading: Reading,
  resistances: readonly LinkedResistance[],
  alertOf: AlertOf,
): Draft[] {
  const { text, notAlerts } = reading;
  const isDescribed = ({ start }: Span) => {
    const words = lastBefore(notAlerts, start);
    return words !== undefined && text.slice(words.end, start).trim().length <= AFTER_LIMIT;
  };
  const evidence = (span: Span) => ({
    start: span.start,
    end: span.end,
    text: text.slice(span.start, span.end),
  });
  const draft = (
    alert: NonNullable<InfectionValue['alert']>,
    span: Span,
    more: { organism: string | null; phenotype: string | null; confidence: number },
  ): Draft => ({
    value: {
      kind: 'Alert',
      name: alert,
      code: null,
      organism: more.organism,
      antibiotic: null,
      result: null,
      phenotype: more.phenotype,
      alert,
    },
    assertion: 'Present',
    temporality: 'current',
    specimen: null,
    confidence: more.confidence,
    evidence: evidence(span),
  });

  const raised = resistances.flatMap((resistance) => {
    const { organism, name } = resistance;
    if (!isStated(resistance) || isDescribed(resistance)) return [];
    if (organism && (!isStated(organism) || isDescribed(organism))) return [];
    const alert = alertOf(name, organism?.family ?? null, organism?.name ?? null);
    const confidence = organism ? CONFIDENCE.linked : CONFIDENCE.unlinked;
    return alert
      ? [draft(alert, resistance, { organism: organism?.name ?? null, phenotype: name, confidence })]
      : [];
  });
  const firstByAlert = new Map(raised.toReversed().map(({ value }) => [value.alert, value]));
  const named = reading.alerts
    .filter((word) => isStated(word) && !isDescribed(word))
    .map((word) => {
      const alert = word.name as 'BMR' | 'BHRe';
      const same = firstByAlert.get(alert);
      const organism = same?.organism ?? null;
      const phenotype = same?.phenotype ?? null;
      return draft(alert, word, { organism, phenotype, confidence: CONFIDENCE.named });
    });
  return [...raised, ...named];
}
