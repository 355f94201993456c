import { createHash } from 'node:crypto';
import { type InboundMessage } from '../events.js';

/**
 * One key for the very same message: MSH-10 repeats after a sender restarts, so the body counts too. Opens the
 * message only to hash it.
 */
export function messageDigest({ source, sender, controlId, raw }: InboundMessage): string {
  const body = createHash('sha256').update(raw.reveal()).digest('hex');
  return JSON.stringify([source, sender, controlId, body]);
}
