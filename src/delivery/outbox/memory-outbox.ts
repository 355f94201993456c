import { randomUUID } from 'node:crypto';
import { type Bundle } from '@medplum/fhirtypes';
import { type Failure } from '../../kernel/index.js';
import { mergeDelivered } from './delivered.js';
import {
  type DeliveredResource,
  type NewDelivery,
  type Outbox,
  type OutboxEntry,
  type Zone,
} from './outbox.js';

interface Row extends Omit<NewDelivery, 'bundle'> {
  id: string;
  bundle: Bundle | undefined;
  state: OutboxEntry['state'];
  attempts: number;
  firstFailedAt?: Date;
  failure?: Failure;
}

/** The twin of the PostgreSQL outbox, for tests and for runs that keep nothing. */
export function createMemoryOutbox(): Outbox {
  const rows = new Map<string, Row>();
  const delivered = new Map<string, { version: number; resources: readonly DeliveredResource[] }>();
  const placeOf = (lineage: string, zone: Zone): string => `${zone}\n${lineage}`;
  const withId = (id: string): Row | undefined => [...rows.values()].find((row) => row.id === id);
  const ofReport = (reportId: string): Row[] => [...rows.values()].filter((row) => row.reportId === reportId);
  const remember = (
    { lineage, zone }: Row,
    resources: readonly DeliveredResource[],
    version?: number,
  ): void => {
    const place = placeOf(lineage, zone);
    const before = delivered.get(place)?.version ?? 0;
    delivered.set(place, { version: Math.max(before, version ?? 0), resources });
  };
  const before = ({ lineage, zone }: Row) => delivered.get(placeOf(lineage, zone));
  const toEntry = (row: Row): OutboxEntry => {
    const { id, reportId, lineage, version, zone, attempts, firstFailedAt } = row;
    const entry = { id, reportId, lineage, version, zone, attempts, ...(firstFailedAt && { firstFailedAt }) };
    if (row.state === 'pending' && row.bundle) {
      const overtaken = (before(row)?.version ?? 0) > version;
      return { ...entry, state: 'pending', bundle: structuredClone(row.bundle), overtaken };
    }
    if (row.state === 'failed' && row.failure) return { ...entry, state: 'failed', failure: row.failure };
    return { ...entry, state: row.state === 'overtaken' ? 'overtaken' : 'sent' };
  };

  return {
    async put(_sql, { bundle, ...delivery }) {
      const row: Row = {
        ...delivery,
        bundle: structuredClone(bundle),
        id: randomUUID(),
        state: 'pending',
        attempts: 0,
      };
      rows.set(`${delivery.zone}\n${delivery.reportId}`, row);
    },
    async hold(_sql, delivery, failure) {
      const row: Row = {
        ...delivery,
        ...{ bundle: undefined, id: randomUUID(), state: 'failed', attempts: 0, failure },
      };
      rows.set(`${delivery.zone}\n${delivery.reportId}`, row);
    },
    async release(_sql, { reportId, zone }) {
      const place = `${zone}\n${reportId}`;
      if (rows.get(place)?.state === 'failed') rows.delete(place);
    },
    async entries(reportId) {
      return ofReport(reportId)
        .sort((a, b) => (a.zone < b.zone ? -1 : 1))
        .map(toEntry);
    },
    async markSent(id, written) {
      const row = withId(id);
      if (!row?.bundle) return;
      remember(row, mergeDelivered(before(row)?.resources ?? [], row.bundle, written), row.version);
      row.state = 'sent';
      row.bundle = undefined;
    },
    async markOvertaken(id) {
      const row = withId(id);
      if (row) Object.assign(row, { state: 'overtaken', bundle: undefined });
    },
    async markFailed(id, failure, at) {
      const row = withId(id);
      if (!row?.bundle) return;
      if (failure.class === 'ambiguous')
        remember(row, mergeDelivered(before(row)?.resources ?? [], row.bundle));
      row.attempts += 1;
      row.firstFailedAt ??= at;
      row.failure = failure;
      if (failure.class === 'permanent') row.state = 'failed';
    },
    async reopen(reportId) {
      const failed = ofReport(reportId).filter(({ state, bundle }) => state === 'failed' && bundle);
      for (const row of failed) {
        row.state = 'pending';
        row.attempts = 0;
        delete row.firstFailedAt;
      }
      return failed.length;
    },
    async lastDelivered(lineage, zone) {
      return structuredClone([...(delivered.get(placeOf(lineage, zone))?.resources ?? [])]);
    },
  };
}
