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

type KeptRow = Readonly<Record<string, Buffer | null>>;

export interface JourneyDependencies {
  readonly dataSource: DataSource;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly onStage?: (stage: Stage, seconds: number) => void;
}

/** The stages of a report, sealed in its journey row. */
export function createJourneys({ dataSource, cipher, clock, onStage }: JourneyDependencies) {
  return (reportId: string): Journey => {
    let kept: Promise<KeptRow> | undefined;
    return {
      async once(stage, make) {
        const codec = CODECS[stage] as Codec<Stages[typeof stage]>;
        // One read for the whole walk: nobody else writes this row meanwhile.
        kept ??= load(reportId);
        const sealed = (await kept)[codec.column];
        if (sealed) return ok(keptStage(cipher, reportId, stage, sealed));
        const started = clock.now().getTime();
        const made = await make();
        onStage?.(stage, (clock.now().getTime() - started) / 1_000);
        if (made.ok) await save(reportId, stage, made.value);
        return made;
      },
    };
  };

  async function load(reportId: string): Promise<KeptRow> {
    const rows: KeptRow[] = await dataSource.query(
      `SELECT document_sealed, pseudonymized_sealed, findings_sealed FROM passerelle.journey WHERE report_id = $1`,
      [reportId],
    );
    return rows[0] ?? {};
  }

  async function save<S extends Stage>(reportId: string, stage: S, value: Stages[S]): Promise<void> {
    const { columns, counts } = stageColumns(cipher, reportId, stage, value);
    const names = Object.keys(columns);
    const places = names.map((_name, at) => `$${at + 5}`);
    await dataSource.query(
      `WITH kept AS (
         INSERT INTO passerelle.journey (report_id, ${names.join(', ')}) VALUES ($1, ${places.join(', ')})
         ON CONFLICT (report_id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
       ), counted AS (
         UPDATE passerelle.report SET counts = counts || $4 WHERE id = $1
       )
       INSERT INTO passerelle.report_event (report_id, at, step) VALUES ($1, $2, $3)`,
      [reportId, clock.now(), stage, JSON.stringify(counts), ...Object.values(columns)],
    );
  }
}
