import { sensitive } from '../kernel/index.js';
import { type Carer, type Identity, type Stay } from '../patients/index.js';
import { type Payload, type PayloadType, type ReportDraft } from './report.js';

/** A draft as JSON, opened. */
export interface StoredDraft extends Omit<ReportDraft, 'payloads' | 'identity' | 'stay' | 'carers'> {
  readonly payloads: readonly { readonly contentType: PayloadType; readonly base64: string }[];
  readonly identity: Identity;
  readonly stay: Stay;
  readonly carers: readonly Carer[];
}

/** A draft as bytes to seal. */
export const draftToBytes = (draft: ReportDraft): Buffer => Buffer.from(JSON.stringify(storedDraft(draft)));

export const draftFromBytes = (bytes: Buffer): ReportDraft =>
  draftOf(JSON.parse(bytes.toString('utf8')) as StoredDraft);

export function storedDraft(draft: ReportDraft): StoredDraft {
  return {
    ...draft,
    payloads: draft.payloads.map(({ contentType, content }) => ({
      contentType,
      base64: content.reveal().toString('base64'),
    })),
    identity: draft.identity.reveal(),
    stay: draft.stay.reveal(),
    carers: draft.carers.reveal(),
  };
}

export function draftOf(stored: StoredDraft): ReportDraft {
  const payloads = stored.payloads.map(({ contentType, base64 }): Payload => ({
    contentType,
    content: sensitive(Buffer.from(base64, 'base64')),
  }));
  return {
    ...stored,
    payloads,
    identity: sensitive(stored.identity),
    stay: sensitive(stored.stay),
    carers: sensitive(stored.carers),
  };
}
