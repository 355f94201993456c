import { type DataSource } from 'typeorm';
import { type Queue } from '../../database/index.js';
import { type Clock } from '../../kernel/index.js';
import { type Patients } from '../../patients/index.js';
import { type Incident } from './typeorm-incidents.repository.js';
import { type Cipher, type KeyedHash } from '../../security/index.js';

export interface InboxDependencies {
  readonly dataSource: DataSource;
  readonly queue: Queue;
  readonly patients: Patients;
  readonly cipher: Cipher;
  readonly hash: KeyedHash;
  readonly clock: Clock;
  /** Hours a report waits for the document it is about; 72 where absent. */
  readonly awaitHours?: number;
  /** Told after the commit. */
  readonly onIncident?: (incident: Incident) => void;
  /** A message that cannot be placed: a bug. The error may quote the message. */
  readonly onFault?: (messageId: string, error: unknown) => void;
  /** Nothing can be placed at the moment: it is tried again. */
  readonly onTrouble?: (error: unknown) => void;
}
