import { type DataSource } from 'typeorm';
import { type Document } from '../document/index.js';
import { ok, type Result, sensitive } from '../kernel/index.js';
import { type PseudonymizedDocument } from '../pseudonymization/index.js';
import { type Cipher } from '../security/index.js';
import { type UseCaseOutcome } from './ports.js';
import { createJourneys } from './typeorm-journey.repository.js';

const DOCUMENT: Document = {
  ...{ text: sensitive('Texte'), reader: { id: 'plain-text', version: '1' }, hash: 'h' },
  ...{ sections: [], sentences: [] },
};
const PSEUDONYMIZED = { alignment: { edits: [] } } as unknown as PseudonymizedDocument;
const OUTCOME: UseCaseOutcome = { findings: [], failures: [], ran: [] };
const FAILED: Result<never> = { ok: false, failure: { code: 'X', class: 'transient', message: 'x' } };
const PLAIN: Cipher = { seal: (plain) => plain, open: (sealed) => sealed };

/** A journey on a database that only remembers what steps each statement kept. */
function aJourney() {
  let now = 0;
  const kept: unknown[] = [];
  const query = async (text: string, values: unknown[]) => {
    if (!text.includes('INSERT')) return [];
    kept.push(values[2]);
    return [];
  };
  const journey = createJourneys({
    dataSource: { query } as unknown as DataSource,
    cipher: PLAIN,
    clock: { now: () => new Date(now) },
  })('r');
  const take =
    <T>(made: Result<T>, seconds = 0) =>
    async () => {
      now += seconds * 1_000;
      return made;
    };
  return { journey, kept, take };
}

describe('the stages of a report', () => {
  it('are kept in one statement where they were made quickly', async () => {
    const { journey, kept, take } = aJourney();
    await journey.once('document', take(ok(DOCUMENT)));
    await journey.once('pseudonymized', take(ok(PSEUDONYMIZED)));
    expect(kept).toEqual([]);
    await journey.once('outcome', take(ok(OUTCOME)));
    expect(kept).toEqual([['document', 'pseudonymized', 'outcome']]);
  });

  it('are kept at once where they took a second', async () => {
    const { journey, kept, take } = aJourney();
    await journey.once('document', take(ok(DOCUMENT), 1));
    expect(kept).toEqual([['document']]);
    await journey.once('pseudonymized', take(ok(PSEUDONYMIZED)));
    await journey.once('outcome', take(ok(OUTCOME)));
    expect(kept).toEqual([['document'], ['pseudonymized', 'outcome']]);
  });

  it.each([
    ['fails', async () => FAILED],
    ['throws', () => Promise.reject(new Error('a room'))],
  ])('made before one that %s are kept', async (_how, make) => {
    const { journey, kept, take } = aJourney();
    await journey.once('document', take(ok(DOCUMENT)));
    await journey.once('pseudonymized', make).catch(() => undefined);
    expect(kept).toEqual([['document']]);
  });
});
