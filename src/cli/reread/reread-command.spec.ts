import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rereadCommand } from './reread-command.js';

const ID = '3f0c1d52-8a4e-4b5e-9a51-0d6c2f8e7a10';
const COUNTS = { waiting: 0, queued: 0, same: 0, changed: 0, skipped: 0, failed: 0 };
const aStatus = (more: object = {}) => ({
  ...{ id: ID, state: 'done', dryRun: false, lookedAt: 5, selected: 3, elsewhere: 0 },
  ...{ counts: { ...COUNTS, same: 2, changed: 1 }, codes: {}, walking: 0, deadLetters: 0 },
  ...more,
});

describe('passerelle reread', () => {
  let server: Server;
  let url = '';
  let asked: { path: string; body: unknown; authorization: string | undefined }[] = [];
  /** What the service answers, in order; the last one again and again. */
  let answers: { status: number; body: object }[] = [];
  beforeAll((done) => {
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const { url: path = '', headers } = request;
        asked.push({ path, body: body && JSON.parse(body), authorization: headers.authorization });
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer?.body));
      });
    }).listen(0, '127.0.0.1', () => {
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  afterAll((done) => void server.close(done));

  async function run(args: string[], ...given: typeof answers) {
    asked = [];
    answers = given;
    let [out, err] = ['', ''];
    const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
    return { status: await rereadCommand(['--url', url, ...args], output), out, err };
  }
  const ok = (more: object = {}) => ({ status: 202, body: aStatus(more) });

  it('asks for what was said, and no more', async () => {
    const { status, out } = await run(
      ['--reader', 'pdf', '--from', '2026-01-01', '--limit', '10'],
      ok({ state: 'selecting', selected: 0, lookedAt: 0, counts: COUNTS }),
    );
    expect([status, asked]).toEqual([
      0,
      [
        {
          path: '/rereads',
          body: { reader: 'pdf', from: '2026-01-01', limit: 10, dryRun: false },
          authorization: undefined,
        },
      ],
    ]);
    expect(out).toContain(`Relecture ${ID}\nÀ relire : 0 sur 0 examinés (sélection en cours)`);
  });

  it('follows until all is read and delivered', async () => {
    const { status, out, err } = await run(
      ['--wait'],
      ok({ state: 'selecting', counts: COUNTS, selected: 1 }),
      ok({ state: 'reading', counts: { ...COUNTS, queued: 2, same: 1 } }),
      ok({ state: 'done', walking: 1 }),
      ok(),
    );
    expect(status).toBe(0);
    expect(err.trim().split('\n')).toEqual([
      'Sélection : 1 à relire sur 5',
      'Relus : 1 sur 3, à délivrer de nouveau : 0',
      'Relus : 3 sur 3, à délivrer de nouveau : 1',
      'Relus : 3 sur 3, à délivrer de nouveau : 0',
    ]);
    expect(out).toContain('Texte identique : 2\nTexte changé : 1 (en cours : 0, en échec : 0)');
    expect(asked.slice(1).map(({ path }) => path)).toEqual(Array(3).fill(`/rereads/${ID}`));
  }, 20_000);

  it('counts only, and waits for the count', async () => {
    const { status, out } = await run(
      ['--dry-run'],
      ok({ state: 'selecting', dryRun: true }),
      ok({ dryRun: true }),
    );
    expect([status, out]).toEqual([0, `Relecture ${ID}\nÀ relire : 3 sur 5 examinés\n`]);
  });

  it('lists what failed, and says so by its status', async () => {
    const failed = { reportId: 'R-1', failureCode: 'DOCUMENT_TOO_LARGE', failureMessage: 'a limit' };
    const { status, out } = await run(
      ['--status', ID, '--wait'],
      ok({ counts: { ...COUNTS, failed: 1 }, codes: { DOCUMENT_TOO_LARGE: 1 } }),
      { status: 200, body: [failed] },
    );
    expect(status).toBe(1);
    expect(out).toContain("relecture en échec (texte d'avant conservé) : 1\n  DOCUMENT_TOO_LARGE : 1");
    expect(out).toContain('  R-1 DOCUMENT_TOO_LARGE a limit');
    expect(await run(['--wait'], ok({ deadLetters: 1 }))).toMatchObject({ status: 1 });
  });

  it('gives the token of its file, and tells what the service refuses', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'passerelle-reread-'));
    writeFileSync(join(folder, 'token'), 'a-token\n');
    const { status, err } = await run(['--stop', ID, '--token-file', join(folder, 'token')], {
      status: 403,
      body: { message: ['operate is needed'] },
    });
    rmSync(folder, { recursive: true });
    expect([status, err]).toEqual([1, 'Échec : HTTP 403 : operate is needed\n']);
    expect(asked).toMatchObject([{ path: `/rereads/${ID}/stop`, authorization: 'Bearer a-token' }]);
  });

  it('says that there is no service', async () => {
    const { status, err } = await run(['--url', 'http://127.0.0.1:9'], ok());
    expect(status).toBe(1);
    expect(err).toMatch(/^Échec : le service ne répond pas/);
  });

  it.each([
    [['--limit', '0']],
    [['--limit', 'tous']],
    [['--status', 'x']],
    [['--status', ID, '--stop', ID]],
    [['--status', ID, '--reader', 'pdf']],
    [['--inconnu']],
  ])('refuses %j without asking', async (args) => {
    const { status, err } = await run(args, ok());
    expect([status, asked]).toEqual([2, []]);
    expect(err).toContain('Usage : passerelle reread');
  });
});
