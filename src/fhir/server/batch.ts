import { type Bundle, type BundleEntry } from '@medplum/fhirtypes';
import { type RawBundle, readEntry } from './bundle-request.js';
import { answeredEntry } from './bundle-response.js';
import { type ServerContext } from './context.js';
import { answerOfError } from './errors.js';
import { type Preferences, sparing } from './headers.js';
import { interact } from './interact.js';
import { refuse } from './refusal.js';

export type OnError = (error: unknown) => void;

/** A batch Bundle: every entry on its own, one after the other, and one answer each. */
export async function batch(
  context: ServerContext,
  { entries }: RawBundle,
  { preferences, onError }: { preferences: Preferences; onError: OnError },
): Promise<Bundle> {
  const entry: BundleEntry[] = [];
  for (const [index, one] of entries.entries()) {
    const place = `Bundle.entry[${String(index)}]`;
    entry.push(
      await answerEntry(context, one, { place, preferences }).catch((error: unknown) => {
        return answeredEntry(answerOfError(error, { place, onError }));
      }),
    );
  }
  return { resourceType: 'Bundle', type: 'batch-response', entry };
}

async function answerEntry(
  context: ServerContext,
  entry: unknown,
  { place, preferences }: { place: string; preferences: Preferences },
): Promise<BundleEntry> {
  const request = readEntry(entry, place, context);
  if (request.route.kind === 'capabilities' || request.route.kind === 'bundle') {
    throw refuse(400, 'not-supported', 'This interaction has no place in a batch.', place);
  }
  const answer = await interact(context, { ...request, preferences, place });
  const writes = ['create', 'update', 'conditional-update'].includes(request.route.kind);
  const answers = preferences.answer === 'representation' ? 'representation' : 'minimal';
  return answeredEntry(writes ? sparing({ ...preferences, answer: answers }, answer) : answer);
}
