import { createHash } from 'node:crypto';
import { createAuthorize } from '../index.js';

const sha256 = (token: string) => createHash('sha256').update(token).digest('hex');
const local = { authorization: undefined, host: 'localhost:8080', remoteAddress: '127.0.0.1' };

describe('without a token configured', () => {
  const authorize = createAuthorize([]);
  it.each([
    ['this machine', local, true],
    ['this machine over IPv6', { ...local, host: '[::1]:8080', remoteAddress: '::1' }, true],
    ['a mapped address', { ...local, remoteAddress: '::ffff:127.0.0.1' }, true],
    ['another machine', { ...local, remoteAddress: '192.0.2.7' }, false],
    ['another site through the browser', { ...local, host: 'evil.example' }, false],
    ['a name that starts like ours', { ...local, host: 'localhost.evil.example' }, false],
    ['no Host header', { ...local, host: undefined }, false],
  ])('%s: granted %#', (_who, request, granted) => {
    expect(authorize(request, 'read').granted).toBe(granted);
  });
});

describe('with tokens', () => {
  const authorize = createAuthorize([{ name: 'dim', sha256: sha256('s3cret'), scopes: ['read'] }]);
  const bearer = (authorization: string | undefined) => authorize({ ...local, authorization }, 'read');

  it('grants a known token its scopes, whatever the address', () => {
    expect(
      authorize({ authorization: 'Bearer s3cret', host: 'x', remoteAddress: '192.0.2.7' }, 'read'),
    ).toEqual({
      granted: true,
      principal: 'dim',
    });
    expect(authorize({ ...local, authorization: 'bearer s3cret' }, 'operate')).toMatchObject({ status: 403 });
  });

  it.each([[undefined], ['Bearer other'], ['Basic czNjcmV0'], ['Bearer s3cret s3cret'], ['']])(
    'refuses %p',
    (header) => {
      expect(bearer(header)).toMatchObject({ granted: false, status: 401 });
    },
  );
});
