import { type Request } from 'express';
import { silentLogger } from '../observability/index.js';
import { type Pseudonyms } from '../pseudonymization/index.js';
import { type Access } from '../security/index.js';
import { keepRefusedQuestions } from './refused-questions.js';

type Refused = Parameters<Pseudonyms['refuse']>[0];

async function kept(
  { status = 400, method = 'POST', path = '/reidentifications', body = {} as unknown },
  access: Access = { granted: true, principal: 'ethique' },
) {
  const rows: unknown[] = [];
  const refuse = async ({ reason, ...row }: Refused) =>
    void rows.push({ ...row, ...(reason && { reason: reason.reveal() }) });
  const keep = keepRefusedQuestions({
    pseudonyms: { refuse },
    authorize: () => access,
    logger: silentLogger,
  });
  await keep({ method, path, body, headers: {}, socket: {} } as unknown as Request, status);
  return rows;
}

describe('a re-identification that is refused', () => {
  const body = { resource: 'Patient/1', reason: 'court' };

  it('is kept with what was said, where it is known who said it', async () => {
    expect(await kept({ body })).toEqual([{ actor: 'ethique', outcome: 'not-well-formed', ...body }]);
    expect(await kept({ status: 413, body: undefined })).toEqual([
      { actor: 'ethique', outcome: 'not-well-formed' },
    ]);
    const lacking = { granted: false, status: 403, reason: 'scope', principal: 'lecture' } as const;
    expect(await kept({ status: 403, body }, lacking)).toEqual([
      { actor: 'lecture', outcome: 'not-allowed', ...body },
    ]);
  });

  it('is kept without a word of it where nobody knows', async () => {
    const unknown = { granted: false, status: 401, reason: 'token' } as const;
    expect(await kept({ status: 401, body }, unknown)).toEqual([{ outcome: 'not-authenticated' }]);
  });

  it('is cut, and holds no id that is none', async () => {
    const long = { resource: 'Camille FICTIVE', reason: 'x'.repeat(5_000) };
    expect(await kept({ body: long })).toEqual([
      { actor: 'ethique', outcome: 'not-well-formed', reason: 'x'.repeat(1_000) },
    ]);
    expect(await kept({ body: { resource: 7, reason: ['a'] } })).toEqual([
      { actor: 'ethique', outcome: 'not-well-formed' },
    ]);
  });

  it.each([
    ['what was asked and has its row', { status: 404 }],
    ['a fault of ours', { status: 500 }],
    ['the list of questions', { method: 'GET' }],
    ['another address', { path: '/reports' }],
  ])('is not %s', async (_, request) => {
    expect(await kept({ body, ...request })).toEqual([]);
  });

  it('is refused all the same where it cannot be kept', async () => {
    const keep = keepRefusedQuestions({
      pseudonyms: { refuse: () => Promise.reject(new Error('no connection')) },
      authorize: () => ({ granted: true, principal: 'ethique' }),
      logger: silentLogger,
    });
    const request = { method: 'POST', path: '/reidentifications/', headers: {}, socket: {} } as Request;
    await expect(keep(request, 400)).resolves.toBeUndefined();
  });
});
