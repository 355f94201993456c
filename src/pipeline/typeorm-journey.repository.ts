import { type DataSource } from 'typeorm';
import { type Document } from '../document/index.js';
import { type Clock, ok, type Result, sensitive } from '../kernel/index.js';
import {
  fromStored,
  type PseudonymizedDocument,
  type StoredPseudonymization,
  toStored,
} from '../pseudonymization/index.js';
import { type Cipher } from '../security/index.js';
import { type Journey, type Stage, type Stages, type UseCaseOutcome } from './ports.js';

interface Codec<T> {
  readonly column: string;
  toJson(value: T): unknown;
  fromJson(json: never): T;
  /** What a list of reports shows without opening anything. */
  counts(value: T): Record<string, number>;
  /** What is looked up without opening anything: its columns. */
  clear?(value: T): Readonly<Record<string, string>>;
}

const CODECS: { readonly [S in Stage]: Codec<Stages[S]> } = {
  document: {
    column: 'document_sealed',
    toJson: (document: Document) => ({ ...document, text: document.text.reveal() }),
    fromJson: (json: Omit<Document, 'text'> & { text: string }) => ({ ...json, text: sensitive(json.text) }),
    counts: ({ text }) => ({ characters: text.reveal().length }),
    clear: ({ reader }) => ({ reader: reader.id, reader_version: reader.version }),
  },
  pseudonymized: {
    column: 'pseudonymized_sealed',
    toJson: (value: PseudonymizedDocument) => toStored(value),
    fromJson: (json: StoredPseudonymization) => sound(fromStored(json)),
    counts: ({ alignment }) => ({ replaced: alignment.edits.length }),
  },
  outcome: {
    column: 'findings_sealed',
    toJson: (value: UseCaseOutcome) => value,
    fromJson: (json: UseCaseOutcome) => json,
    counts: ({ findings, failures }) => ({ findings: findings.length, useCaseFailures: failures.length }),
  },
};

/** One kept stage of a report, opened. Throws SealError. */
export function keptStage<S extends Stage>(
  cipher: Cipher,
  reportId: string,
  stage: S,
  sealed: Buffer,
): Stages[S] {
  const { column, fromJson } = CODECS[stage] as Codec<Stages[S]>;
  return fromJson(JSON.parse(cipher.open(sealed, `${column}:${reportId}`).toString('utf8')) as never);
}

/** A stage as the columns of its journey row, and what its report shows of it. */
export function stageColumns<S extends Stage>(cipher: Cipher, reportId: string, stage: S, value: Stages[S]) {
  const { column, toJson, counts, clear } = CODECS[stage] as Codec<Stages[S]>;
  const sealed = cipher.seal(Buffer.from(JSON.stringify(toJson(value))), `${column}:${reportId}`);
  return { columns: { [column]: sealed, ...clear?.(value) }, counts: counts(value) };
}

/** What we sealed ourselves is read back, or something is broken: never an expected outcome. */
function sound<T>(read: Result<T>): T {
  if (read.ok) return read.value;
  throw new Error(`A kept stage cannot be read: ${read.failure.code}`);
}

/** The sealed stages of a journey row, by column. */
export type KeptRow = Readonly<Record<string, Buffer | null>>;

/** Of the table under the name `journey`. */
export const KEPT_COLUMNS = Object.values(CODECS)
  .map(({ column }) => `journey.${column}`)
  .join(', ');

export interface JourneyDependencies {
  readonly dataSource: DataSource;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly onStage?: (stage: Stage, seconds: number) => void;
}

/** A stage that was made sooner is kept together with the next one: one commit instead of two. */
const KEPT_AT_ONCE_SECONDS = 1;

interface Made {
  readonly stage: Stage;
  readonly at: Date;
  readonly value: Stages[Stage];
}

/**
 * The stages of a report, sealed in its journey row. `kept`: that row where it was read with the report. What a crash takes
 * of stages not kept yet is a second of work, made again as it was.
 */
export function createJourneys({ dataSource, cipher, clock, onStage }: JourneyDependencies) {
  return (reportId: string, read?: KeptRow): Journey => {
    // One read for the whole walk: nobody else writes this row meanwhile.
    let kept = read && Promise.resolve(read);
    const waiting: Made[] = [];
    const keepWaiting = async () => {
      const made = waiting.splice(0);
      if (made.length > 0) await save(reportId, made);
    };
    return {
      async once(stage, make) {
        const codec = CODECS[stage] as Codec<Stages[typeof stage]>;
        kept ??= load(reportId);
        const sealed = (await kept)[codec.column];
        if (sealed) return ok(keptStage(cipher, reportId, stage, sealed));
        const started = clock.now().getTime();
        const made = await make().catch(async (error: unknown) => {
          await keepWaiting();
          throw error;
        });
        const at = clock.now();
        const seconds = (at.getTime() - started) / 1_000;
        onStage?.(stage, seconds);
        if (made.ok) waiting.push({ stage, at, value: made.value });
        if (!made.ok || stage === 'outcome' || seconds >= KEPT_AT_ONCE_SECONDS) await keepWaiting();
        return made;
      },
    };
  };

  async function load(reportId: string): Promise<KeptRow> {
    const rows: KeptRow[] = await dataSource.query(
      `SELECT ${KEPT_COLUMNS} FROM passerelle.journey AS journey WHERE report_id = $1`,
      [reportId],
    );
    return rows[0] ?? {};
  }

  async function save(reportId: string, made: readonly Made[]): Promise<void> {
    const stages = made.map(({ stage, value }) => stageColumns(cipher, reportId, stage, value));
    const columns = Object.assign({}, ...stages.map((one) => one.columns)) as Record<string, Buffer | string>;
    const counts = Object.assign({}, ...stages.map((one) => one.counts)) as Record<string, number>;
    const names = Object.keys(columns);
    const places = names.map((_name, at) => `$${at + 5}`);
    await dataSource.query(
      `WITH kept AS (
         INSERT INTO passerelle.journey (report_id, ${names.join(', ')}) VALUES ($1, ${places.join(', ')})
         ON CONFLICT (report_id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
       ), counted AS (
         UPDATE passerelle.report SET counts = counts || $4 WHERE id = $1
       )
       INSERT INTO passerelle.report_event (report_id, at, step)
       SELECT $1, at, step FROM unnest($2::timestamptz[], $3::text[]) WITH ORDINALITY AS made (at, step, rank)
       ORDER BY rank`,
      [
        reportId,
        made.map(({ at }) => at),
        made.map(({ stage }) => stage),
        JSON.stringify(counts),
        ...Object.values(columns),
      ],
    );
  }
}
