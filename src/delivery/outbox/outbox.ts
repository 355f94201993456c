import { type Bundle, type Resource } from '@medplum/fhirtypes';
import { type Sql } from '../../database/index.js';
import { type Failure } from '../../kernel/index.js';
import { type WrittenBundle } from '../fhir/write-bundle.js';

export type Zone = 'care' | 'research';

export interface NewDelivery {
  /** The Report, or the run of a stay. */
  readonly reportId: string;
  /** The document (or stay) through its versions. */
  readonly lineage: string;
  /** Grows with each version of the lineage: an older one never goes out after a newer one. */
  readonly version: number;
  readonly zone: Zone;
  /** Neutral: as src/fhir makes it. */
  readonly bundle: Bundle;
}

interface Entry extends Omit<NewDelivery, 'bundle'> {
  readonly id: string;
  /** Failed attempts so far. */
  readonly attempts: number;
  readonly firstFailedAt?: Date;
}

export interface PendingDelivery extends Entry {
  readonly state: 'pending';
  readonly bundle: Bundle;
  /** A newer version of the lineage was delivered in this zone. */
  readonly overtaken: boolean;
}

export type OutboxEntry =
  | PendingDelivery
  | (Entry & { readonly state: 'sent' | 'overtaken' })
  | (Entry & { readonly state: 'failed'; readonly failure: Failure });

/** A resource as we last sent it, in our own ids. */
export interface DeliveredResource {
  readonly resource: Resource;
  /** The server made it on our word; false where it was there before us, or where the answer was lost. */
  readonly createdByUs: boolean;
}

/** What waits to be delivered, and what was delivered last. Patient data at rest: sealed. */
export interface Outbox {
  /**
   * Within the caller's transaction. A second put for the same report and zone replaces the first, whatever
   * its state, and is delivered anew.
   */
  put(sql: Sql, delivery: NewDelivery): Promise<void>;
  /**
   * Within the caller's transaction: nothing could be made for this zone, and why. It stands among the failed entries until
   * something is put in its place; `reopen` has nothing to open there.
   */
  hold(sql: Sql, delivery: Omit<NewDelivery, 'bundle'>, failure: Failure): Promise<void>;
  /** Within the caller's transaction: there is nothing to give this zone after all. What it was given or waits for stays. */
  release(sql: Sql, delivery: Pick<NewDelivery, 'reportId' | 'zone'>): Promise<void>;
  /** All entries of a report, care before research. */
  entries(reportId: string): Promise<readonly OutboxEntry[]>;
  markSent(id: string, written: WrittenBundle): Promise<void>;
  markOvertaken(id: string): Promise<void>;
  /** Permanent: it is not tried again until `reopen`. Ambiguous: its resources count as delivered. */
  markFailed(id: string, failure: Failure, at: Date): Promise<void>;
  /** Failed entries of a report wait again, as if new. Returns how many. */
  reopen(reportId: string): Promise<number>;
  /** Every resource ever delivered for a lineage in a zone, in its latest state. */
  lastDelivered(lineage: string, zone: Zone): Promise<readonly DeliveredResource[]>;
}
