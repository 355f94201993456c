import { Schema1763800000000 } from './1763800000000-schema.js';

/** In order. Append-only: a migration that has shipped is never edited. */
export const MIGRATIONS = [Schema1763800000000];
