import { type Cipher } from '../security/index.js';
import { type Identity, type Stay } from './identity.js';
import { type Movement, settleStay } from './movements.js';

/** What is known of a stay: what was said of it, and its movements as they came. */
export interface StayRow {
  readonly said: Stay;
  readonly movements: readonly Movement[];
}

export const settled = ({ said, movements }: StayRow): Stay => settleStay(said, movements);

/** Rows of patients and stays as sealed bytes. */
export function createSealedRows(cipher: Cipher) {
  const seal = (value: object, context: string): Buffer =>
    cipher.seal(Buffer.from(JSON.stringify(value)), context);
  const open = <T>(sealed: Buffer, context: string): T =>
    JSON.parse(cipher.open(sealed, context).toString('utf8')) as T;
  return {
    sealIdentity: (key: string, identity: Identity) => seal(identity, `patient:${key}`),
    openIdentity: (key: string, sealed: Buffer) => open<Identity>(sealed, `patient:${key}`),
    sealStay: (key: string, { said, movements }: StayRow) =>
      seal({ ...said, ...(movements.length > 0 && { movements }) }, `stay:${key}`),
    openStay(key: string, sealed: Buffer): StayRow {
      const { movements = [], ...said } = open<Stay & { movements?: Movement[] }>(sealed, `stay:${key}`);
      return { said, movements };
    },
  };
}
