import { type Result, sensitive } from '../../kernel/index.js';
import { NO_IDENTITY, NO_STAY } from '../../patients/index.js';
import {
  type CodingValue,
  type StayDocument,
  type StayFinding,
  type StayUseCase,
} from '../../use-cases/index.js';
import { type Counts } from '../figures/counts.js';
import { type Figure, type Measure, measured } from '../figures/bootstrap.js';
import { type ReportReader } from '../reports/read-reports.js';
import { type CodedStay, type GoldCode } from '../corpora/coding/coded-stay.js';

/** How codes are proposed: the use case, or a part of it, as a baseline. */
export interface Proposer {
  readonly name: string;
  readonly useCase: StayUseCase<CodingValue>;
}

export interface CodingFigures {
  readonly name: string;
  readonly figures: Readonly<Record<string, Figure>>;
}

export interface CodingEvaluation {
  readonly stays: number;
  readonly proposers: readonly CodingFigures[];
  /** By specialty and by length of stay, of the first proposer: stays, then DP right at once. */
  readonly parts: readonly (readonly [part: string, stays: number, right: number])[];
  /** Codes proposed where the PMSI forbids them: none, ever. */
  readonly invalid: number;
  /** Documents that could not be read, by the code that says why. */
  readonly failed: Readonly<Record<string, number>>;
  /** Milliseconds a stay, reading and pseudonymization left out. */
  readonly milliseconds: number;
  /** Where gold and first proposal differ: for a local file only. */
  readonly differences: readonly object[];
}

export interface CodingLaw {
  /** Whether a code may stand in its role. */
  isValid(value: CodingValue): boolean;
}

/** Reads coded stays as the service does, and compares the proposals with what people coded. */
export async function evaluateCoding(
  stays: readonly CodedStay[],
  proposers: readonly Proposer[],
  { reader, law, onStay }: { reader: ReportReader; law: CodingLaw; onStay?: (done: number) => void },
): Promise<CodingEvaluation> {
  const counted = proposers.map(() => [] as Counts[]);
  const failed: Record<string, number> = {};
  const differences: object[] = [];
  const parts = new Map<string, [number, number]>();
  let [invalid, spent] = [0, 0];
  for (const [at, stay] of stays.entries()) {
    const documents: StayDocument[] = [];
    for (const read of await documentsOf(stay, reader)) {
      if (read.ok) documents.push(read.value);
      else failed[read.failure.code] = (failed[read.failure.code] ?? 0) + 1;
    }
    for (const [index, { useCase }] of proposers.entries()) {
      const start = performance.now();
      const findings = useCase.run({ documents });
      if (index === 0) {
        spent += performance.now() - start;
        invalid += findings.filter(({ value }) => !law.isValid(value)).length;
        const isRight = isFirst(stay, findings);
        for (const part of partsOf(stay)) {
          const [n, right] = parts.get(part) ?? [0, 0];
          parts.set(part, [n + 1, right + (isRight ? 1 : 0)]);
        }
        differences.push(differenceOf(stay, findings));
      }
      counted[index]?.push(countsOf(stay, findings));
    }
    onStay?.(at + 1);
  }
  return {
    ...{ stays: stays.length, invalid, failed, differences },
    proposers: proposers.map(({ name }, at) => ({ name, figures: measured(counted[at] ?? [], MEASURES) })),
    parts: [...parts].map(([part, [n, right]]) => [part, n, right] as const).sort(),
    milliseconds: stays.length === 0 ? 0 : spent / stays.length,
  };
}

const ratio =
  (over: string, under: string): Measure =>
  (sum) =>
    sum(over) / sum(under);
const f1 =
  (role: string): Measure =>
  (sum) =>
    (2 * sum(`${role} right`)) / (sum(`${role} gold`) + sum(`${role} found`));

const MEASURES: Readonly<Record<string, Measure>> = {
  'DP exact, first': ratio('DP 1', 'stays'),
  'DP exact, among 3': ratio('DP 3', 'stays'),
  'DP exact, among 5': ratio('DP 5', 'stays'),
  'DP at three characters, first': ratio('DP short', 'stays'),
  'DP named at all': ratio('DP any', 'stays'),
  'DR, where there is one': ratio('DR right', 'DR gold'),
  'DAS precision': ratio('DAS right', 'DAS found'),
  'DAS recall': ratio('DAS right', 'DAS gold'),
  'DAS F1': f1('DAS'),
  'CCAM precision': ratio('CCAM right', 'CCAM found'),
  'CCAM recall': ratio('CCAM right', 'CCAM gold'),
  'CCAM F1': f1('CCAM'),
  'CCAM first, stays with acts': ratio('CCAM first', 'CCAM stays'),
  'calibration error of DP': (sum) =>
    Array.from({ length: BINS }, (_, bin) =>
      Math.abs(sum(`bin ${bin} sure`) - sum(`bin ${bin} right`)),
    ).reduce((total, one) => total + one, 0) / sum('stays'),
};
const BINS = 5;

const holds = ({ code, also }: GoldCode, proposed: string): boolean =>
  proposed === code || also.includes(proposed);
const isShort = ({ code, also }: GoldCode, proposed: string): boolean =>
  [code, ...also].some((one) => one.slice(0, 3) === proposed.slice(0, 3));
const goldOf = ({ codes }: CodedStay, role: string): GoldCode[] => codes.filter((one) => one.role === role);
const proposedIn = (findings: readonly StayFinding<CodingValue>[], role: string): string[] =>
  findings
    .map(({ value }) => value)
    .filter((value) => value.role === role)
    .sort((one, other) => one.rank - other.rank)
    .map(({ code }) => code);

function isFirst(stay: CodedStay, findings: readonly StayFinding<CodingValue>[]): boolean {
  const [gold] = goldOf(stay, 'DP');
  const [first] = proposedIn(findings, 'DP');
  return gold !== undefined && first !== undefined && holds(gold, first);
}

/** What one stay adds. */
function countsOf(stay: CodedStay, findings: readonly StayFinding<CodingValue>[]): Counts {
  const counts = new Map<string, number>([['stays', 1]]);
  const add = (key: string, by = 1) => counts.set(key, (counts.get(key) ?? 0) + by);
  const [gold] = goldOf(stay, 'DP');
  const principals = proposedIn(findings, 'DP');
  if (gold) {
    const rank = principals.findIndex((code) => holds(gold, code));
    for (const most of [1, 3, 5]) if (rank !== -1 && rank < most) add(`DP ${most}`);
    if (rank !== -1) add('DP any');
    if (principals[0] && isShort(gold, principals[0])) add('DP short');
    const sure = findings.find(({ value }) => value.role === 'DP' && value.rank === 1)?.confidence ?? 0;
    const bin = Math.min(BINS - 1, Math.floor(sure * BINS));
    add(`bin ${bin} sure`, sure);
    if (rank === 0) add(`bin ${bin} right`);
  }
  for (const role of ['DR', 'DAS', 'CCAM']) {
    const golds = goldOf(stay, role);
    const found = proposedIn(findings, role);
    add(`${role} gold`, golds.length);
    add(`${role} found`, found.length);
    add(`${role} right`, golds.filter((one) => found.some((code) => holds(one, code))).length);
    if (role === 'CCAM' && golds.length > 0) {
      add('CCAM stays');
      if (found[0] !== undefined && golds.some((one) => holds(one, found[0] as string))) add('CCAM first');
    }
  }
  return counts;
}

function differenceOf(stay: CodedStay, findings: readonly StayFinding<CodingValue>[]): object {
  const roles = ['DP', 'DR', 'DAS', 'CCAM'].map((role) => {
    const golds = goldOf(stay, role);
    const found = proposedIn(findings, role);
    const missed = golds.filter((one) => !found.some((code) => holds(one, code))).map(({ code }) => code);
    const extra = found.filter((code) => !golds.some((one) => holds(one, code)));
    return [
      role,
      {
        gold: golds.map(({ code }) => code),
        found: found.slice(0, 5),
        missed,
        extra: role === 'DP' ? [] : extra,
      },
    ];
  });
  return { stay: stay.id, ...Object.fromEntries(roles) };
}

/** Short (0 to 2 days), middle and long stays, and the specialty. */
function partsOf({ specialty, lengthOfStayDays: days }: CodedStay): string[] {
  const length =
    days === null ? [] : [days <= 2 ? '0 à 2 jours' : days <= 7 ? '3 à 7 jours' : '8 jours et plus'];
  return [...length, ...(specialty ? [specialty] : [])];
}

/** Each document through the corridor of the service, as a message of that stay would have brought it. */
async function documentsOf(stay: CodedStay, reader: ReportReader): Promise<Result<StayDocument>[]> {
  const { age, sex, lengthOfStayDays: days, admissionMode, dischargeMode, specialty } = stay;
  const first = stay.documents.flatMap(({ date }) => date ?? []).sort()[0] ?? '2026-01-01';
  const known = {
    identity: sensitive({ ...NO_IDENTITY, sex, ...(age !== null && { age }) }),
    stay: sensitive({
      ...NO_STAY,
      ...(days !== null && { admission: first, discharge: dayAfter(first, days) }),
      ...(admissionMode && { admissionMode }),
      ...(dischargeMode && { dischargeMode }),
      ...(specialty && { specialty }),
    }),
    carers: sensitive([]),
  };
  const read: Result<StayDocument>[] = [];
  for (const { id, text, date, type } of stay.documents) {
    const outcome = await reader({
      ...{ id, patient: stay.id, text, documentType: type, known },
      ...(date !== undefined && { date }),
      ...{ mentions: [], relations: [], results: {} },
    });
    const context = {
      ...{ age, sex, lengthOfStayDays: days, admissionMode, dischargeMode, specialty },
      ...{ documentType: type, documentDate: date ?? null },
    };
    read.push(
      outcome.ok ? { ok: true, value: { id, document: outcome.value.pseudonymized, context } } : outcome,
    );
  }
  return read;
}

const DAY = 86_400_000;
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
