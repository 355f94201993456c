import { Schema1763800000000 } from './1763800000000-schema.js';
import { Inbox1763800050000 } from './1763800050000-inbox.js';
import { FhirServer1763800100000 } from './1763800100000-fhir-server.js';
import { Delivery1763800200000 } from './1763800200000-delivery.js';
import { LifeCycle1763900100000 } from './1763900100000-life-cycle.js';
import { IdentityMerges1763900300000 } from './1763900300000-identity-merges.js';
import { StayWalk1763900400000 } from './1763900400000-stay-walk.js';
import { KeyCheck1763900500000 } from './1763900500000-key-check.js';
import { CdaLinks1764000100000 } from './1764000100000-cda-links.js';
import { LinksAndMoves1764000200000 } from './1764000200000-links-and-moves.js';
import { Rereads1764000300000 } from './1764000300000-rereads.js';
import { Arrivals1764100000000 } from './1764100000000-arrivals.js';
import { Announcements1764200000000 } from './1764200000000-announcements.js';
import { Reidentification1764300000000 } from './1764300000000-reidentification.js';
import { ReidentificationRefusals1764400000000 } from './1764400000000-reidentification-refusals.js';

/** In order. Append-only: a migration that has shipped is never edited. */
export const MIGRATIONS = [
  Schema1763800000000,
  Inbox1763800050000,
  FhirServer1763800100000,
  Delivery1763800200000,
  LifeCycle1763900100000,
  IdentityMerges1763900300000,
  StayWalk1763900400000,
  KeyCheck1763900500000,
  CdaLinks1764000100000,
  LinksAndMoves1764000200000,
  Rereads1764000300000,
  Arrivals1764100000000,
  Announcements1764200000000,
  Reidentification1764300000000,
  ReidentificationRefusals1764400000000,
];
