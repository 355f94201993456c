import { type Carer, type Identity, type Stay } from '../patients/index.js';
import { type Span } from '../text/index.js';
import { type Candidate, type Detector } from './detectors/candidate.js';
import { detectLearned, type LearnedWord } from './detectors/learned.js';
import { type KnownFacts } from './detectors/known-facts.js';
import {
  modelCandidates,
  type ModelReading,
  settled,
  withModelRoles,
  withRulesRoles,
} from './detectors/model/index.js';
import { clinicalNotation, type Notation, saidNames, withoutNotation } from './detectors/notation/index.js';
import { detectAges } from './detectors/rules/ages.js';
import { tokenize } from './detectors/tokens.js';
import { type Policy } from './policy.js';

/** A document and what the message knows, revealed. */
export interface Opened {
  readonly original: string;
  /** As rules read it: of the length of the original. */
  readonly text: string;
  readonly identity: Identity;
  readonly stay: Stay;
  readonly carers: readonly Carer[];
  readonly facts: KnownFacts;
  readonly learned: readonly LearnedWord[];
}

export interface Detected {
  /** Of all detectors, overlaps included. */
  readonly candidates: readonly Candidate[];
  /** What no rule and no model may take for a name or a number. */
  readonly notation: Notation;
}

/** What identity, rules and a model take for identifying, clinical notation left out. */
export async function detect(
  { text, facts, identity, learned }: Opened,
  detectors: readonly Detector[],
  policy: Policy,
  read: ModelReading | undefined,
): Promise<Detected> {
  const input = { text, tokens: tokenize(text), facts, identity };
  const found = (await Promise.all(detectors.map((detector) => detector.detect(input)))).flat();
  const ages = policy.categories.AGE === 'keep' ? [] : detectAges(text, policy.ageCap);
  const called = new Set([...facts.words.keys(), ...saidNames(found), ...learned.map(({ word }) => word)]);
  const notation = clinicalNotation(input, (word) => called.has(word));
  const clear = <S extends Span & Pick<Candidate, 'category'>>(seen: readonly S[]): S[] =>
    withoutNotation(text, notation, seen);
  const spans = clear(read?.spans ?? []);
  const rules = withModelRoles(clear(found), spans, facts);
  const seen = clear(settled(modelCandidates(input, spans), rules, text));
  const taught = detectLearned(text, input.tokens, learned);
  return { candidates: [...rules, ...ages, ...taught, ...withRulesRoles(seen, rules)], notation };
}
