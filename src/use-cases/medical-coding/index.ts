import { mayStandAs, type Terminology } from '../../terminology/index.js';
import { type StayFinding, type StayUseCase } from '../stay-use-case.js';
import { decideDiagnoses, type Decided } from './decide.js';
import { evidenceOf } from './evidence.js';
import { featuresOf } from './features.js';
import { type Candidate } from './candidates.js';
import { gather } from './gather.js';
import { asksForRelated, mayBeRelated, mayHave } from './limits.js';
import { createNames } from './names.js';
import { COUNTING, THRESHOLDS, TRAINED } from './ranking.js';
import { codingRules, NO_RULES, rulesFor } from './rules.js';
import { CODING_ROLES, type CodingValue } from './value.js';

export { type CodingRole, type CodingValue } from './value.js';

const ID = 'medical-coding';
const VERSION = '0.1.0';

/**
 * `all`: as it runs. Parts, to measure them: `lexicon` has no rules; `dictionary` neither rules nor a ranking: what is
 * said most often is the principal diagnosis, and all that is said is coded.
 */
export type Method = 'all' | 'lexicon' | 'dictionary';

/** Proposes the PMSI codes of a stay, each with the words of its documents; a person accepts, refines or refuses. */
export function createMedicalCoding(
  terminology: Terminology,
  { by = 'all' }: { readonly by?: Method } = {},
): StayUseCase<CodingValue> {
  const names = createNames(terminology);
  const rules = by === 'all' ? rulesFor(codingRules(), (code) => terminology.diagnoses.has(code)) : NO_RULES;
  const { diagnoses, acts } = terminology;
  const usesOf = (code: string): number => diagnoses.get(code)?.uses ?? 0;
  return {
    id: ID,
    version: VERSION,
    scope: 'stay',
    stage: 'shadow',
    run({ documents }) {
      const [first] = documents;
      if (!first) return [];
      const { context } = first;
      const found = gather(documents, names, rules);
      const all = found.diagnoses.filter(({ code }) => mayHave(code, context));
      const features = featuresOf({ context, all, acts: found.acts, usesOf });
      const law = {
        ...{ asksForRelated, mayBeRelated },
        may: (code: string, role: Parameters<typeof mayStandAs>[1]) => {
          const known = diagnoses.get(code);
          return known !== undefined && mayStandAs(known.type, role);
        },
      };
      const allowed = all.map(({ code }) => law.may(code, 'DP'));
      const ranking = by === 'dictionary' ? COUNTING : TRAINED;
      const principal = ranking.principal(features.filter((_, at) => allowed[at]));
      let next = 0;
      const rated = all.map((candidate, at) => ({
        ...{ code: candidate.code, candidate },
        principal: allowed[at] ? (principal[next++] ?? 0) : 0,
        associated: ranking.associated(features[at] ?? {}),
      }));
      const done = featuresOf({ context, all: found.acts, acts: [], usesOf });
      const coded = found.acts
        .map((candidate, at) => ({ candidate, likely: ranking.act(done[at] ?? {}) }))
        .filter(({ likely }) => likely >= THRESHOLDS.CCAM)
        .sort((one, other) => other.likely - one.likely)
        .map(({ candidate, likely }, at): Decided<Candidate> => ({
          ...{ role: 'CCAM', code: candidate.code, candidate, rank: at + 1, confidence: likely },
        }));
      return [...decideDiagnoses(rated, law, THRESHOLDS), ...coded].map(toFinding);
    },
    vocabulary: () => ({ names: [], roles: CODING_ROLES }),
  };

  function toFinding({
    role,
    code,
    candidate,
    rank,
    confidence,
  }: Decided<Candidate>): StayFinding<CodingValue> {
    const known = role === 'CCAM' ? acts.get(code) : diagnoses.get(code);
    const cma = role === 'DAS' ? (diagnoses.get(code)?.cma ?? null) : null;
    const by = candidate.shown[0]?.by ?? 'lexicon';
    return {
      ...{ useCase: ID, useCaseVersion: VERSION },
      value: { role, code, label: known?.label ?? code, rank, by, cma },
      ...{ assertion: 'Present', temporality: 'current', date: null, specimen: null },
      confidence: Math.round(confidence * 100) / 100,
      evidence: evidenceOf(candidate),
    };
  }
}
