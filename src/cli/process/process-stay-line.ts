import { type Bundle } from '@medplum/fhirtypes';
import {
  checkBundle,
  type IdKey,
  isEmptyBundle,
  type MappingSettings,
  toCareBundle,
  toStayBundle,
} from '../../fhir/index.js';
import { type Report } from '../../intake/index.js';
import { type Clock, type Failure, failed, ok, type Result } from '../../kernel/index.js';
import {
  contextOf,
  createMemoryJourney,
  readReport,
  type ReadingRooms,
  type Stages,
  stayFindings,
} from '../../pipeline/index.js';
import { learnNames, standsIn } from '../../pseudonymization/index.js';
import { type KeyedHash } from '../../security/index.js';
import { type BatchStayLine } from './contract.js';
import {
  documentOutput,
  errorOf,
  errorOutput,
  type DocumentOutput,
  stayFindingOutput,
  type StayOutput,
} from './output-line.js';
import { type StayUseCase } from '../../use-cases/index.js';
import { toReports } from './to-reports.js';

export interface StayLineDependencies {
  /** `learned`: names that other documents of the stay have taught, as in the corridor of a stay. */
  readonly roomsOf: (learned?: Learned) => ReadingRooms;
  readonly stayUseCases: readonly StayUseCase[];
  readonly hash: KeyedHash;
  readonly ids: IdKey;
  readonly clock: Clock;
  readonly settings: MappingSettings;
  /** Also give the Bundles. */
  readonly fhir: boolean;
}

type Learned = ReturnType<typeof learnNames>;
type Read = Result<Stages, Failure>;

const CRASHED: Failure = { code: 'ROOM_CRASHED', class: 'permanent', message: 'a room threw' };

export interface ProcessedStay {
  readonly output: StayOutput;
  /** Documents that could not be read or given back. */
  readonly errors: number;
}

/** One stay through the same corridor as the service, its stages kept in memory. */
export async function processStayLine(
  line: BatchStayLine,
  dependencies: StayLineDependencies,
): Promise<ProcessedStay> {
  const { hash, clock, fhir } = dependencies;
  const documents: DocumentOutput[] = [];
  const bundles: Bundle[] = [];
  const reports = toReports(line, hash, clock);
  const read = await readAll(reports, dependencies);
  for (const [at, report] of reports.entries()) {
    const { docId, text } = line.documents[at] as BatchStayLine['documents'][number];
    const processed = orCrash(() => withBundle(report, read[at] ?? failed(CRASHED), dependencies));
    if (!processed.ok) {
      documents.push(errorOutput(docId, processed.failure));
      continue;
    }
    documents.push(documentOutput(docId, processed.value.stages, text === undefined));
    if (processed.value.bundle) bundles.push(processed.value.bundle);
  }
  const stayBundle = fhir && reports[0] ? bundleOfStay(reports[0], dependencies) : undefined;
  return {
    output: {
      id: line.id,
      documents,
      ...stayOutput(read, { line, reports, useCases: dependencies.stayUseCases }),
      ...(fhir && { fhir: stayBundle ? [...bundles, stayBundle] : bundles }),
    },
    errors: documents.filter((document) => 'error' in document).length,
  };

  function withBundle(
    report: Report,
    stages: Read,
    { settings, ids }: StayLineDependencies,
  ): Result<{ stages: Stages; bundle?: Bundle }, Failure> {
    if (!stages.ok) return stages;
    if (!fhir) return ok({ stages: stages.value });
    const { document, pseudonymized, outcome } = stages.value;
    const { findings, ran } = outcome;
    const frame = { settings, ids, now: clock.now(), report, document, pseudonymized };
    const mapped = toCareBundle({ ...frame, findings, ran, previous: [] });
    const bundle = mapped.ok ? checkBundle(mapped.value) : mapped;
    return bundle.ok ? ok({ stages: stages.value, bundle: bundle.value }) : bundle;
  }
}

/** A bug on one document is its own error, told by no value: the run goes on, and --resume gets past it. */
function orCrash<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch {
    return failed(CRASHED);
  }
}

/** Every document, then once more those in which a name that another one taught still stands. */
async function readAll(
  reports: readonly Report[],
  { roomsOf }: Pick<StayLineDependencies, 'roomsOf'>,
): Promise<readonly Read[]> {
  const readOne = (report: Report, rooms: ReadingRooms): Promise<Read> =>
    readReport(report, rooms, createMemoryJourney()).catch(() => failed(CRASHED));
  const rooms = roomsOf();
  const read: Read[] = [];
  for (const report of reports) read.push(await readOne(report, rooms));
  const learned = learnNames(read.flatMap((one) => (one.ok ? [one.value] : [])));
  const again = roomsOf(learned);
  for (const [at, report] of reports.entries()) {
    const one = read[at];
    if (one?.ok && standsIn(one.value.pseudonymized, learned)) read[at] = await readOne(report, again);
  }
  return read;
}

interface StayOf {
  readonly line: BatchStayLine;
  readonly reports: readonly Report[];
  readonly useCases: readonly StayUseCase[];
}

/** What the use cases of a stay find in its documents that could be read. */
function stayOutput(
  read: readonly Read[],
  { line, reports, useCases }: StayOf,
): Pick<StayOutput, 'findings'> {
  const documents = read.flatMap((one, at) => {
    const report = reports[at];
    const docId = line.documents[at]?.docId;
    if (!one.ok || !report || docId === undefined) return [];
    const { document, pseudonymized } = one.value;
    return [{ id: docId, document, pseudonymized, context: contextOf(report, pseudonymized) }];
  });
  const { findings, failures } = stayFindings(documents, useCases);
  return {
    findings: findings.map(stayFindingOutput),
    ...(failures.length > 0 && { useCaseErrors: failures.map(errorOf) }),
  };
}

/** Patient and Encounter of the stay: the last Bundle of the line. */
function bundleOfStay(report: Report, { settings, ids, clock }: StayLineDependencies): Bundle | undefined {
  const bundle = toStayBundle({ settings, ids, now: clock.now(), report });
  return isEmptyBundle(bundle) ? undefined : bundle;
}
