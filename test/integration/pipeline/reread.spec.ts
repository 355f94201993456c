import { sensitive } from '../../../src/kernel/index.js';
import { draftFromBytes, draftToBytes } from '../../../src/intake/sealed-draft.js';
import { type Stay } from '../../../src/patients/index.js';
import { anIdentity } from '../../support/builders/report.js';
import { testCipher } from '../../support/keys.js';
import { openSite } from '../../support/rereads/site.js';

const FIRST_WALK = ['received', 'processing', 'document', 'pseudonymized', 'outcome', 'delivered'];
const CHANGED = ['received READ_AGAIN', 'document', 'pseudonymized', 'outcome', 'processing', 'delivered'];
const TOO_LARGE = { code: 'DOCUMENT_TOO_LARGE', class: 'permanent' as const, message: 'a stricter limit' };
const newer = (text: string) => `En-tête\n${text}`;

describe('reading again with a newer reader', () => {
  let site: Awaited<ReturnType<typeof openSite>>;
  beforeEach(async () => {
    site = await openSite();
  });
  afterEach(() => site.close());
  const textsOf = (id: string) => site.delivered.filter((one) => one.id === id).map(({ text }) => text);

  it('delivers another text again, and only notes the reader of the same one', async () => {
    const [other, same] = [await site.keep({ text: 'HER2 : score 3+' }), await site.keep({ text: 'Rien.' })];
    await site.work();
    site.upgrade('2', (text) => (text === 'Rien.' ? text : newer(text)));
    const status = await site.reread();
    expect(status).toMatchObject({
      ...{ state: 'done', lookedAt: 2, selected: 2, walking: 0, deadLetters: 0, codes: {} },
      counts: { same: 1, changed: 1, skipped: 0, failed: 0, waiting: 0, queued: 0 },
    });
    expect(await site.report(other)).toEqual({
      ...{ state: 'delivered', reader: 'pdf-text-layer 2', steps: [...FIRST_WALK, ...CHANGED] },
    });
    expect(await site.report(same)).toEqual({
      ...{ state: 'delivered', reader: 'pdf-text-layer 2', steps: [...FIRST_WALK, 'read-again SAME_TEXT'] },
    });
    expect([textsOf(other), textsOf(same)]).toEqual([
      ['HER2 : score 3+', 'En-tête\nHER2 : score 3+'],
      ['Rien.'],
    ]);
  });

  it('does nothing more when it is asked twice, at once or later', async () => {
    await site.keep();
    await site.work();
    site.upgrade('2', newer);
    const first = await site.requests.ask({}, { dryRun: false });
    const second = await site.requests.ask({}, { dryRun: false });
    await site.work();
    const [one, two] = [await site.requests.status(first.id), await site.requests.status(second.id)];
    expect([one?.selected, two?.selected, two?.elsewhere].map((n) => n ?? 0)).toEqual([1, 0, 1]);
    expect(await site.reread()).toMatchObject({ selected: 0, elsewhere: 0 });
    expect(site.read).toHaveLength(2);
  });

  it('leaves the former text and results where the new reading fails, and lists it', async () => {
    const id = await site.keep();
    await site.work();
    site.upgrade('2', () => TOO_LARGE);
    const status = await site.reread();
    expect(status).toMatchObject({ counts: { failed: 1, changed: 0 }, codes: { DOCUMENT_TOO_LARGE: 1 } });
    expect(await site.requests.reports(status.id, 'failed')).toMatchObject([
      { reportId: id, failureCode: 'DOCUMENT_TOO_LARGE', failureMessage: 'a stricter limit' },
    ]);
    expect(await site.report(id)).toMatchObject({ state: 'delivered', reader: 'pdf-text-layer 1' });
    expect(site.delivered).toHaveLength(1);
    site.upgrade('3', newer);
    expect(await site.reread()).toMatchObject({ counts: { changed: 1 } });
  });

  it('tries a reader that crashed a few times, then leaves the text', async () => {
    const id = await site.keep();
    await site.work();
    site.upgrade('2', () => ({ code: 'DOCUMENT_READER_CRASHED', class: 'transient', message: 'it died' }));
    expect(await site.reread()).toMatchObject({
      counts: { failed: 1 },
      codes: { DOCUMENT_READER_CRASHED: 1 },
    });
    expect(site.read).toHaveLength(1 + 5);
    expect(await site.report(id)).toMatchObject({ state: 'delivered' });
  });

  it('reads only what stands: nothing replaced, deleted, suspended, held or parked', async () => {
    const identity = sensitive(anIdentity());
    const keep = (documentId: string, more: Parameters<typeof site.keep>[0] = {}) =>
      site.keep({ identity, documentId, ...more });
    await keep('A1');
    await keep('A2', { action: 'replacement', parentDocumentId: 'A1', text: 'HER2 : score 0' });
    await keep('B1');
    await keep('B1', { action: 'deletion', payloads: [] });
    await keep('C1');
    await keep('C1', { action: 'status', payloads: [], availability: 'withheld' });
    await keep('D1', { status: 'draft' });
    await keep('E2', { action: 'replacement', parentDocumentId: 'E1' });
    await site.work();
    const before = site.delivered.length;
    site.upgrade('2', newer);
    expect(await site.reread()).toMatchObject({ selected: 1, counts: { changed: 1 } });
    expect(site.delivered.slice(before).map(({ text }) => text)).toEqual(['En-tête\nHER2 : score 0']);
  });

  it('chooses by reader, source, type, arrival and number; a dry run only counts', async () => {
    for (const code of ['34112-3', '34112-3', '18725-2']) await site.keep({ type: { code } });
    await site.work();
    await site.rows(`UPDATE passerelle.report SET received_at = '2026-01-01' WHERE type_code = '18725-2'`);
    site.upgrade('2', newer);
    const dry = async (selection: Parameters<typeof site.reread>[0]) =>
      (await site.reread(selection, true)).selected;
    expect([await dry({}), await dry({ reader: 'pdf' }), await dry({ reader: 'cda' })]).toEqual([3, 3, 0]);
    expect([await dry({ source: 'test' }), await dry({ source: 'other' })]).toEqual([3, 0]);
    expect([await dry({ type: '18725-2' }), await dry({ limit: 2 })]).toEqual([1, 2]);
    expect([await dry({ to: '2026-02-01T00:00:00Z' }), await dry({ from: '2026-02-01T00:00:00Z' })]).toEqual([
      1, 2,
    ]);
    expect([site.read.length, site.delivered.length]).toEqual([3, 3]);
    expect(await site.reread({ limit: 1 })).toMatchObject({ selected: 1, counts: { changed: 1 } });
    expect(await dry({})).toBe(2);
  });

  it('learns the reader of texts kept before it was written beside them', async () => {
    const id = await site.keep();
    await site.work();
    await site.rows('UPDATE passerelle.journey SET reader = NULL, reader_version = NULL');
    expect(await site.reread({}, true)).toMatchObject({ lookedAt: 1, selected: 0 });
    expect(await site.report(id)).toMatchObject({ reader: 'pdf-text-layer 1' });
    site.upgrade('2', newer);
    expect(await site.reread({}, true)).toMatchObject({ selected: 1 });
  });

  it('skips, and counts, what it was read from no longer gives', async () => {
    const [purged, sealed] = [await site.keep(), await site.keep()];
    await site.work();
    const [{ content } = {}] = await site.rows<{ content: Buffer }>(
      'SELECT content_sealed AS content FROM passerelle.report WHERE id = $1',
      [purged],
    );
    const draft = draftFromBytes(testCipher.open(content as Buffer, `report:${purged}`));
    const empty = testCipher.seal(draftToBytes({ ...draft, payloads: [] }), `report:${purged}`);
    const setContent = (id: string, bytes: Buffer) =>
      site.rows('UPDATE passerelle.report SET content_sealed = $2 WHERE id = $1', [id, bytes]);
    await setContent(purged, empty);
    await setContent(sealed, Buffer.from('of another key'));
    site.upgrade('2', newer);
    expect(await site.reread()).toMatchObject({
      counts: { skipped: 2, failed: 0, changed: 0 },
      codes: { PAYLOAD_ABSENT: 1, REPORT_UNREADABLE: 1 },
    });
    for (const id of [purged, sealed]) expect(await site.report(id)).toMatchObject({ state: 'delivered' });
  });

  it('reads all the parts of a text with an addendum', async () => {
    const identity = sensitive(anIdentity());
    await site.keep({ identity, documentId: 'P1', text: 'Compte rendu.' });
    const last = await site.keep({
      ...{ identity, documentId: 'P2', parentDocumentId: 'P1', action: 'addendum', text: 'Complément.' },
    });
    await site.work();
    site.upgrade('2', newer);
    expect(await site.reread()).toMatchObject({ selected: 1, counts: { changed: 1 } });
    expect(textsOf(last)).toEqual([
      'Compte rendu.\nComplément.',
      'En-tête\nCompte rendu.\nEn-tête\nComplément.',
    ]);
  });

  it.each(['before it is read again', 'while it is read again', 'while the new text is delivered'] as const)(
    'gives way to a replacement that arrives %s',
    async (when) => {
      const identity = sensitive(anIdentity());
      const first = await site.keep({ identity, documentId: 'R1', text: 'HER2 : score 2+' });
      await site.work();
      site.upgrade('2', newer);
      let second = '';
      const replace = async () => {
        second = await site.keep({
          ...{ identity, documentId: 'R2', parentDocumentId: 'R1', action: 'replacement' },
          text: 'HER2 : score 3+',
        });
      };
      if (when === 'while it is read again') site.moments.reading = replace;
      if (when === 'while the new text is delivered') site.moments.delivering = replace;
      const { id } = await site.requests.ask({}, { dryRun: false });
      if (when === 'before it is read again') {
        await site.requests.status(id);
        await replace();
      }
      await site.work();
      const status = await site.requests.status(id);
      const isRead = when === 'while the new text is delivered';
      const skipped = when === 'while it is read again' ? 1 : 0;
      expect(status).toMatchObject({ state: 'done', counts: { changed: isRead ? 1 : 0, skipped } });
      expect(site.delivered.map((one) => [one.version, one.text])).toEqual([
        [1, 'HER2 : score 2+'],
        ...(isRead ? [[1, 'En-tête\nHER2 : score 2+']] : []),
        [2, 'En-tête\nHER2 : score 3+'],
      ]);
      for (const one of [first, second]) expect(await site.report(one)).toMatchObject({ state: 'delivered' });
      expect(await site.reread()).toMatchObject({ selected: 0 });
    },
  );

  it('waits for a walk its stay asked for meanwhile, and reads again after it', async () => {
    const id = await site.keep({ text: 'HER2 : score 3+' });
    await site.work();
    site.upgrade('2', newer);
    site.moments.reading = async () => {
      await site.rows(`UPDATE passerelle.report SET state = 'received' WHERE id = $1`, [id]);
      await site.rows(
        `INSERT INTO passerelle.report_event (report_id, at, step, code) VALUES ($1, now(), 'received', 'NAMES_LEARNED')`,
        [id],
      );
      await site.rows('UPDATE passerelle.journey SET pseudonymized_sealed = NULL, findings_sealed = NULL');
    };
    expect(await site.reread()).toMatchObject({ state: 'done', counts: { changed: 1 }, walking: 0 });
    expect(textsOf(id)).toEqual(['HER2 : score 3+', 'HER2 : score 3+', 'En-tête\nHER2 : score 3+']);
    expect(await site.report(id)).toMatchObject({ state: 'delivered', reader: 'pdf-text-layer 2' });
  });

  it('is taken up by another worker when the first is lost, and settled once', async () => {
    const id = await site.keep();
    await site.work();
    site.upgrade('2', newer);
    const stop = new AbortController();
    site.moments.reading = async () => stop.abort();
    const { id: rereadId } = await site.requests.ask({}, { dryRun: false });
    await site.work(stop.signal);
    expect(await site.requests.status(rereadId)).toMatchObject({ state: 'reading', counts: { queued: 1 } });
    await site.work();
    expect(await site.requests.status(rereadId)).toMatchObject({ state: 'done', counts: { changed: 1 } });
    expect(textsOf(id)).toEqual(['HER2 : score 3+', 'En-tête\nHER2 : score 3+']);
  });

  it('gives up a report whose reading ends every worker', async () => {
    const id = await site.keep();
    await site.work();
    site.upgrade('2', newer);
    const { id: rereadId } = await site.requests.ask({}, { dryRun: false });
    for (let lost = 0; lost < 5; lost++) {
      const stop = new AbortController();
      site.moments.reading = async () => stop.abort();
      await site.work(stop.signal);
    }
    await site.work();
    expect(await site.requests.status(rereadId)).toMatchObject({ codes: { REREAD_INTERRUPTED: 1 } });
    expect(await site.report(id)).toMatchObject({ state: 'delivered', reader: 'pdf-text-layer 1' });
  });

  it('queues a stay once, after all its reports', async () => {
    const stay: Stay = {
      identifiers: [{ kind: 'NDA', value: 'N-1', authority: { name: 'CHU-TEST' } }],
    };
    const identity = sensitive(anIdentity());
    for (const text of ['un', 'deux', 'trois']) await site.keep({ identity, stay: sensitive(stay), text });
    await site.work();
    const changes = async () =>
      (await site.rows<{ n: number }>('SELECT changes::int AS n FROM passerelle.stay_walk'))[0]?.n;
    const before = (await changes()) ?? 0;
    site.upgrade('2', (text) => (text === 'trois' ? text : newer(text)));
    expect(await site.reread()).toMatchObject({ counts: { changed: 2, same: 1 } });
    expect(await changes()).toBe(before + 1);
    site.upgrade('3', (text) => (text === 'trois' ? text : newer(text)));
    expect(await site.reread()).toMatchObject({ counts: { same: 3 } });
    expect(await changes()).toBe(before + 1);
  });

  /** One report read as it stands, and `copies` of it. */
  async function keepMany(copies: number): Promise<void> {
    await site.keep();
    await site.work();
    await site.rows(
      `INSERT INTO passerelle.report SELECT (jsonb_populate_record(report, jsonb_build_object(
      'id', gen_random_uuid(), 'lineage', 'many-' || n, 'received_at', received_at + n * interval '1 microsecond'))).* FROM passerelle.report, generate_series(1, $1::int) AS n`,
      [copies],
    );
    await site.rows(`INSERT INTO passerelle.journey SELECT report.id, document_sealed, pseudonymized_sealed,
      findings_sealed, reader, reader_version FROM passerelle.report, passerelle.journey
      WHERE lineage LIKE 'many-%'`);
  }

  it('stands behind new reports, a bounded number at a time', async () => {
    await keepMany(450);
    site.upgrade('2', newer);
    const { id } = await site.requests.ask({}, { dryRun: false });
    const jobs = () => site.rows('SELECT priority, count(*)::int AS n FROM queue.job GROUP BY 1');
    expect(await jobs()).toEqual([{ priority: -1, n: 1 }]);
    await site.rows(`DELETE FROM queue.job`);
    await site.feed(id);
    expect(await site.requests.status(id)).toMatchObject({
      ...{ lookedAt: 451, selected: 451 },
      counts: { queued: 100, waiting: 351 },
    });
    expect(await jobs()).toEqual([{ priority: -1, n: 100 }]);
    await site.feed(id);
    expect(await site.requests.status(id)).toMatchObject({ counts: { queued: 100 } });
    expect(await site.requests.stop(id)).toBe(true);
    expect(await site.requests.status(id)).toMatchObject({
      ...{ state: 'stopped', counts: { queued: 0, waiting: 0, skipped: 451 }, codes: { STOPPED: 451 } },
    });
    await site.work();
    expect(site.read).toHaveLength(1);
  });

  it('replaces no more texts than are on their way, however long the server is down', async () => {
    await keepMany(149);
    site.upgrade('2', newer);
    const { id } = await site.requests.ask({}, { dryRun: false });
    await site.feed(id);
    await site.rows(`UPDATE passerelle.report SET state = 'processing' WHERE id IN (
      SELECT report_id FROM passerelle.reread_report WHERE state = 'queued')`);
    await site.rows(`UPDATE passerelle.reread_report SET state = 'changed' WHERE state = 'queued'`);
    await site.feed(id);
    expect(await site.requests.status(id)).toMatchObject({
      ...{ walking: 100, counts: { changed: 100, queued: 0, waiting: 50 } },
    });
    await site.rows(`UPDATE passerelle.report SET state = 'delivered' WHERE state = 'processing'`);
    await site.feed(id);
    expect(await site.requests.status(id)).toMatchObject({ counts: { queued: 50, waiting: 0 } });
  });

  it('queues a report again only where its job is lost, and counts it all the same', async () => {
    await keepMany(149);
    site.upgrade('2', newer);
    const { id } = await site.requests.ask({}, { dryRun: false });
    await site.feed(id);
    const jobs = async () =>
      (await site.rows<{ n: number }>('SELECT count(*)::int AS n FROM queue.job'))[0]?.n;
    await site.rows(`UPDATE passerelle.reread_report SET queued_at = now() - interval '16 minutes'
      WHERE state = 'queued'`);
    await site.rows(`DELETE FROM queue.job WHERE id IN (
      SELECT id FROM queue.job WHERE data->>'lineage' LIKE 'many-%' LIMIT 3)`);
    const before = (await jobs()) ?? 0;
    await site.feed(id);
    expect(await jobs()).toBe(before + 3);
    expect(await site.requests.status(id)).toMatchObject({ counts: { queued: 100, waiting: 50 } });
    await site.feed(id);
    expect(await jobs()).toBe(before + 3);
  });

  it('gives its slot back while it still chooses', async () => {
    await keepMany(1_100);
    site.upgrade('2', newer);
    const { id } = await site.requests.ask({}, { dryRun: true });
    expect(await site.feed(id)).toEqual({ retryInSeconds: 0 });
    expect(await site.requests.status(id)).toMatchObject({ state: 'selecting', lookedAt: 1_000 });
    expect(await site.feed(id)).toBe('done');
    expect(await site.requests.status(id)).toMatchObject({ state: 'done', lookedAt: 1_101 });
  });

  it('counts a document once, and its walk again apart', async () => {
    await site.keep();
    await site.work();
    site.upgrade('2', newer);
    await site.reread();
    const told = (await site.metrics.registry.metrics()).split('\n');
    expect(
      told.filter((line) => /^passerelle_(reports|report_seconds_count|findings|walks|rereads)/.test(line)),
    ).toEqual([
      'passerelle_reports_total{source="test",state="delivered"} 1',
      'passerelle_walks_again_total{reason="READ_AGAIN"} 1',
      'passerelle_rereads_total{outcome="changed"} 1',
      'passerelle_report_seconds_count{source="test"} 1',
      'passerelle_findings_total{use_case="tumor-biomarkers",assertion="Present"} 1',
    ]);
  });
});
