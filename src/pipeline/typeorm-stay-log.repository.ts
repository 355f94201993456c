import { type DataSource } from 'typeorm';
import { STAY_QUIET_SECONDS } from '../intake/index.js';
import { type Clock, type Failure, ok, sensitive } from '../kernel/index.js';
import { type LearnedName } from '../pseudonymization/index.js';
import { type Cipher } from '../security/index.js';
import { type NotNow, type StayLog } from './stay-log.js';
import { type StayRun, type StayStages } from './stay-ports.js';

/** A stay that never stops changing is walked all the same after so many seconds. */
const LONGEST_WAIT_SECONDS = 60;

interface Codec<T> {
  toJson(value: T): unknown;
  fromJson(json: never): T;
}

const CODECS: { readonly [S in keyof StayStages]: Codec<StayStages[S]> } = {
  learned: {
    toJson: (names) => names.reveal(),
    fromJson: (json: readonly LearnedName[]) => sensitive(json),
  },
  outcome: { toJson: (outcome) => outcome, fromJson: (json: StayStages['outcome']) => json },
};

export const learnedContext = (stayKey: string): string => `stay_walk.learned:${stayKey}`;
const contextOf = (stage: keyof StayStages, stayKey: string): string =>
  stage === 'learned' ? learnedContext(stayKey) : `stay_walk.${stage}:${stayKey}`;

export interface StayLogDependencies {
  readonly dataSource: DataSource;
  readonly cipher: Cipher;
  readonly clock: Clock;
}

/** Where each stay is on its walk: one row of `stay_walk`. */
export function createStayLog({ dataSource, cipher, clock }: StayLogDependencies): StayLog {
  const ago = (seconds: number) => new Date(clock.now().getTime() - seconds * 1_000);

  async function begin(key: string): Promise<StayRun | NotNow> {
    // A run goes on where it was left as long as nothing changed since it began.
    const [rows] = (await dataSource.query(
      `UPDATE passerelle.stay_walk AS walk SET
         runs = runs + CASE WHEN resumed THEN 0 ELSE 1 END,
         renewed = CASE WHEN resumed THEN renewed ELSE '{}' END,
         attempts = CASE WHEN resumed THEN attempts ELSE 0 END,
         failing_since = CASE WHEN resumed THEN failing_since END,
         state_since = CASE WHEN resumed THEN state_since ELSE $2 END,
         state = 'walking', begun = changes
       FROM (SELECT stay_key AS key, state = 'walking' AND begun = changes AS resumed, changes AS seen
             FROM passerelle.stay_walk WHERE stay_key = $1) AS before
       WHERE walk.stay_key = before.key AND changes = seen AND changes > walked
         AND (changed_at <= $3 OR waiting_since <= $4)
         AND NOT EXISTS (SELECT 1 FROM passerelle.report AS report
           WHERE report.stay_key = $1 AND report.state IN ('received', 'processing'))
       RETURNING begun, renewed`,
      [key, clock.now(), ago(STAY_QUIET_SECONDS), ago(LONGEST_WAIT_SECONDS)],
    )) as [{ begun: string; renewed: string[] }[]];
    const row = rows[0];
    if (row) return { key, changes: Number(row.begun), renewed: row.renewed };
    return whyNot(key);
  }

  async function whyNot(key: string): Promise<NotNow> {
    const [row] = await dataSource.query<{ news: boolean; busy: boolean }[]>(
      `SELECT changes > walked AS news, EXISTS (SELECT 1 FROM passerelle.report AS report
         WHERE report.stay_key = $1 AND report.state IN ('received', 'processing')) AS busy
       FROM passerelle.stay_walk WHERE stay_key = $1`,
      [key],
    );
    if (!row?.news) return 'nothing-new';
    return row.busy ? 'reports-walking' : 'changing';
  }

  /** Waits for the transactions that are changing the stay: what they say is seen here, or queues the next run. */
  async function end(
    { key, changes }: StayRun,
    state: 'done' | 'failed',
    { failure, counts }: { failure?: Failure; counts?: Readonly<Record<string, number>> },
  ): Promise<'settled' | 'changed'> {
    const [rows] = (await dataSource.query(
      `UPDATE passerelle.stay_walk SET state = $3, state_since = $4, walked = begun, failing_since = NULL,
         failure_code = $5, failure_class = $6, failure_message = $7, counts = coalesce($8, counts)
       WHERE stay_key = $1 AND begun = $2 AND changes = $2 AND state = 'walking' RETURNING stay_key`,
      [
        ...[key, changes, state, clock.now()],
        ...[failure?.code ?? null, failure?.class ?? null, failure?.message ?? null],
        counts ? JSON.stringify(counts) : null,
      ],
    )) as [unknown[]];
    return rows.length > 0 ? 'settled' : 'changed';
  }

  return {
    begin,
    done: (stay, counts) => end(stay, 'done', { counts }),
    failed: (stay, failure) => end(stay, 'failed', { failure }),
    async deferred({ key }, failure) {
      const [rows] = (await dataSource.query(
        `UPDATE passerelle.stay_walk SET attempts = attempts + 1, failing_since = coalesce(failing_since, $2),
           failure_code = $3, failure_class = $4, failure_message = $5
         WHERE stay_key = $1 RETURNING failing_since`,
        [key, clock.now(), failure.code, failure.class, failure.message],
      )) as [{ failing_since: Date }[]];
      return { failingSince: rows[0]?.failing_since ?? clock.now() };
    },
    journeyOf: ({ key, changes }) => ({
      async once(stage, make) {
        const { toJson, fromJson } = CODECS[stage] as Codec<StayStages[typeof stage]>;
        const [row] = await dataSource.query<{ sealed: Buffer | null }[]>(
          `SELECT ${stage}_sealed AS sealed FROM passerelle.stay_walk WHERE stay_key = $1 AND ${stage}_for = $2`,
          [key, changes],
        );
        if (row?.sealed) {
          const json = cipher.open(row.sealed, contextOf(stage, key)).toString('utf8');
          return ok(fromJson(JSON.parse(json) as never));
        }
        const made = await make();
        if (made.ok) {
          const sealed = cipher.seal(Buffer.from(JSON.stringify(toJson(made.value))), contextOf(stage, key));
          await dataSource.query(
            `UPDATE passerelle.stay_walk SET ${stage}_sealed = $3, ${stage}_for = $2
             WHERE stay_key = $1 AND begun = $2`,
            [key, changes, sealed],
          );
        }
        return made;
      },
    }),
  };
}
