import { type Bundle } from '@medplum/fhirtypes';
import { type Delivery, type Outbox, type Previous, type Zone } from '../delivery/index.js';
import { type Sql } from '../database/index.js';
import {
  checkBundleInTurns,
  type IdKey,
  isEmptyBundle,
  type MappingSettings,
  referencesOf,
  toCareBundle,
  toResearchBundle,
  type RetractionInput,
  toRetractionBundle,
  toSuspensionBundle,
} from '../fhir/index.js';
import { type Report } from '../intake/index.js';
import { type Clock, type Failure, ok, type Result } from '../kernel/index.js';
import { type Pseudonyms } from '../pseudonymization/index.js';
import { type GivingRooms, type Pseudonymize, type Stages } from './ports.js';
import { IDENTITY_MERGED } from './typeorm-merged-meanwhile.repository.js';

const NAMED_BY_US: readonly (string | undefined)[] = ['Patient', 'DocumentReference'];

/** What a Bundle of the research zone says of one patient or document. */
const pseudonymsOf = ({ entry = [] }: Bundle): string[] =>
  entry
    .map(({ resource }) => resource)
    .filter((resource) => NAMED_BY_US.includes(resource?.resourceType))
    .map((resource) => `${resource?.resourceType ?? ''}/${resource?.id ?? ''}`);

/** The one report has one state: its reason says which zone it is about. */
const ofZone = (zone: Zone, failure: Failure): Failure => ({
  ...failure,
  message: `${zone} zone: ${failure.message}`,
});

export interface GivingDependencies {
  readonly settings: MappingSettings;
  /** One key per zone: a research id says nothing of a care id. */
  readonly ids: Readonly<Record<Zone, IdKey>>;
  readonly zones: readonly Zone[];
  readonly outbox: Outbox;
  readonly previous: Previous;
  readonly delivery: Delivery;
  readonly transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  /** Is it still whom the report was read for, and until the transaction ends? Merges are awaited there. */
  readonly isCurrent?: (sql: Sql, report: Report) => Promise<boolean>;
  /** Remembers who stands behind the ids of the research zone. */
  readonly pseudonyms?: Pick<Pseudonyms, 'remember'>;
  /** The text of the research zone, where its policy is not that of the use cases. */
  readonly forResearch?: Pseudonymize | undefined;
  readonly clock: Clock;
}

export function createGivingRooms(dependencies: GivingDependencies): GivingRooms {
  const { settings, ids, zones, outbox, previous, delivery, transaction, clock } = dependencies;

  return {
    prepare: (report, stages) => prepareOnce(report, (zone) => bundleOf(zone, report, stages)),
    prepareRetraction: (report) => prepareOnce(report, (zone) => leavingOf(zone, report, toRetractionBundle)),
    prepareSuspension: (report) => prepareOnce(report, (zone) => leavingOf(zone, report, toSuspensionBundle)),
    async deliver(report) {
      const sent = await delivery.deliver(report.id);
      if (!sent.ok) return sent;
      const written = Object.values(sent.value.sent);
      // All went out before a crash: what was delivered then is what there is to count.
      const counts =
        written.length > 0 || sent.value.overtaken.length > 0 ? written : await countBefore(report);
      return ok({ resources: counts.reduce((sum, count) => sum + count, 0) });
    },
  };

  async function countBefore({ lineage }: Report): Promise<number[]> {
    const delivered = await Promise.all(zones.map((zone) => outbox.lastDelivered(lineage, zone)));
    return delivered.map(({ length }) => length);
  }

  /**
   * What waits in the outbox already is left as it is; what was refused is made anew (a replay). A zone for which nothing can be
   * made is held there with its reason, and delivery tells it once the other zone has its own.
   */
  async function prepareOnce(
    report: Report,
    make: (zone: Zone) => Promise<Result<Bundle>>,
  ): Promise<Result<void>> {
    const entries = await outbox.entries(report.id);
    const isDone = (zone: Zone) => entries.some((entry) => entry.zone === zone && entry.state !== 'failed');
    const isHeld = (zone: Zone) => entries.some((entry) => entry.zone === zone && entry.state === 'failed');
    const made: { zone: Zone; bundle: Result<Bundle> }[] = [];
    for (const zone of zones.filter((one) => !isDone(one))) {
      const bundle = await make(zone);
      if (!bundle.ok || !isEmptyBundle(bundle.value) || isHeld(zone)) made.push({ zone, bundle });
    }
    const { id: reportId, lineage, version } = report;
    if (made.length === 0) return ok(undefined);
    return transaction(async (sql) => {
      if (report.action !== 'deletion' && !((await dependencies.isCurrent?.(sql, report)) ?? true))
        return { ok: false, failure: IDENTITY_MERGED };
      for (const { zone, bundle } of made) {
        const delivery = { reportId, lineage, version, zone };
        if (!bundle.ok) {
          await outbox.hold(sql, delivery, ofZone(zone, bundle.failure));
          continue;
        }
        if (isEmptyBundle(bundle.value)) {
          await outbox.release(sql, delivery);
          continue;
        }
        await outbox.put(sql, { ...delivery, bundle: bundle.value });
        if (zone === 'research')
          await dependencies.pseudonyms?.remember(sql, reportId, pseudonymsOf(bundle.value));
      }
      return ok(undefined);
    });
  }

  async function bundleOf(zone: Zone, report: Report, stages: Stages): Promise<Result<Bundle>> {
    const frame = { settings, ids: ids[zone], now: clock.now(), report };
    if (zone === 'research') {
      const { forResearch } = dependencies;
      const text = forResearch ? await forResearch(stages.document, report) : ok(stages.pseudonymized);
      return text.ok ? checkBundleInTurns(toResearchBundle({ ...frame, pseudonymized: text.value })) : text;
    }
    const before = await previous.previous(report.lineage, zone);
    if (!before.ok) return before;
    const bundle = toCareBundle({
      ...frame,
      document: stages.document,
      pseudonymized: stages.pseudonymized,
      findings: stages.outcome.findings,
      ran: stages.outcome.ran,
      previous: before.value,
    });
    return bundle.ok ? checkBundleInTurns(bundle.value, referencesOf(before.value)) : bundle;
  }

  async function leavingOf(
    zone: Zone,
    report: Report,
    toBundle: (input: RetractionInput) => Bundle,
  ): Promise<Result<Bundle>> {
    const before = await previous.previous(report.lineage, zone);
    if (!before.ok) return before;
    const frame = { settings, ids: ids[zone], now: clock.now(), zone };
    const bundle = toBundle({ ...frame, report, previous: before.value });
    return isEmptyBundle(bundle) ? ok(bundle) : checkBundleInTurns(bundle, referencesOf(before.value));
  }
}
