import { identitySamples } from './samples-identity.js';
import { orderSamples } from './samples-orders.js';
import { documentSamples } from './samples-documents.js';
import { followUpSamples } from './samples-follow-up.js';
import { refusedSamples } from './samples-refused.js';
import { type Sample } from './sample.js';

/** Every sample, in the order they are sent: that of their file names. */
export const SAMPLES: readonly Sample[] = [
  ...identitySamples,
  ...orderSamples,
  ...documentSamples,
  ...refusedSamples,
  ...followUpSamples,
].sort((a, b) => (a.file < b.file ? -1 : 1));
