import { type DiagnosisRole } from '../../terminology/index.js';
import { type CodingRole } from './value.js';

/** A code and how likely it is in each role. */
export interface Rated<T> {
  readonly code: string;
  readonly candidate: T;
  /** Of being the principal diagnosis, among those that may be; 0 where the code may not. */
  readonly principal: number;
  /** Of being coded at all beside it. */
  readonly associated: number;
}

export interface Decided<T> {
  readonly role: CodingRole;
  readonly code: string;
  readonly candidate: T;
  readonly rank: number;
  /** 0 to 1. */
  readonly confidence: number;
}

/** What the codes of a stay must hold to, whatever their words say. */
export interface Law {
  may(code: string, role: DiagnosisRole): boolean;
  asksForRelated(code: string): boolean;
  mayBeRelated(code: string): boolean;
}

export interface Thresholds {
  readonly DAS: number;
}

/** Principal diagnoses in order, one related where the first asks for it, and the associated ones that are likely enough. */
export function decideDiagnoses<T>(rated: readonly Rated<T>[], law: Law, { DAS }: Thresholds): Decided<T>[] {
  const principals = rated
    .filter(({ code, principal }) => principal > 0 && law.may(code, 'DP'))
    .sort((one, other) => other.principal - one.principal);
  const [first] = principals;
  const related = first && law.asksForRelated(first.code) ? relatedOf(rated, first, law) : undefined;
  const taken = [first, related].flatMap((one) => (one ? [one.code] : []));
  const associated = rated
    .filter(({ code, associated: likely }) => likely >= DAS && law.may(code, 'DAS') && !taken.includes(code))
    .sort((one, other) => other.associated - one.associated);
  const kept: Rated<T>[] = [];
  for (const one of associated)
    if (!isCovered(one.code, [...taken, ...kept.map(({ code }) => code)])) kept.push(one);
  return [
    ...principals.map((one, at) => decided('DP', one, at + 1, one.principal)),
    ...(related ? [decided('DR', related, 1, related.associated)] : []),
    ...kept.map((one, at) => decided('DAS', one, at + 1, one.associated)),
  ];
}

const decided = <T>(
  role: CodingRole,
  { code, candidate }: Rated<T>,
  rank: number,
  confidence: number,
): Decided<T> => ({
  ...{ role, code, candidate, rank, confidence },
});

/** The likeliest disease that the reason of the stay is about. */
function relatedOf<T>(rated: readonly Rated<T>[], first: Rated<T>, law: Law): Rated<T> | undefined {
  return rated
    .filter(({ code }) => code !== first.code && law.may(code, 'DR') && law.mayBeRelated(code))
    .sort((one, other) => weight(other) - weight(one))[0];
}

/** A tumour is what sessions and controls are about, before anything else. */
const weight = <T>({ code, principal, associated }: Rated<T>): number =>
  principal + associated / 2 + (/^C(?!7[7-9])/.test(code) ? 1 : 0);

/** A general code says nothing beside a finer one of its category ("diabète" beside "diabète de type 2 insulinotraité"). */
const isCovered = (code: string, others: readonly string[]): boolean =>
  others.some((other) => other.slice(0, 3) === code.slice(0, 3) && isGeneral(code) && !isGeneral(other)) ||
  others.some((other) => other.startsWith(code) && other !== code);
const isGeneral = (code: string): boolean => /\.(?:\d*)9$/.test(code) || code.length === 3;
