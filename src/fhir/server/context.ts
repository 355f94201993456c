import { type DataSource } from 'typeorm';
import { type Sql } from '../../database/index.js';
import { type Clock } from '../../kernel/index.js';
import { type Cipher } from '../../security/index.js';
import { type CheckResource } from './checked.js';
import { type Indexing } from './index-values.js';

export interface Limits {
  /** Bytes of a request body. */
  readonly body: number;
  /** Entries of a Bundle sent. */
  readonly entries: number;
  /** Nesting of a body's JSON. */
  readonly depth: number;
  /** Resources on a page of results: unasked, and at most. */
  readonly page: number;
  readonly largestPage: number;
  /** Resources added to a page by `_include` and `_revinclude`. */
  readonly included: number;
}

export const LIMITS: Limits = {
  body: 16 * 1024 * 1024,
  entries: 5000,
  depth: 64,
  page: 50,
  largestPage: 1000,
  included: 1000,
};

/** What every interaction works with. */
export interface ServerContext extends Indexing {
  readonly dataSource: Pick<DataSource, 'query' | 'transaction'>;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly check: CheckResource;
  readonly limits: Limits;
}

/** An interaction in progress: the SQL goes through an open transaction, or through the pool. */
export interface Work {
  readonly context: ServerContext;
  readonly sql: Sql;
}
