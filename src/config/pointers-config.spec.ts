import { checkConfig } from './load-config.js';

const SECRET = 'jeton-fictif';

const checked = (pointers: object, mllp: object[] = [{ source: 'dpi', port: 0 }]) =>
  checkConfig({ mllp, sources: [{ name: 'dpi', pointers }] });
const problem = (...given: Parameters<typeof checked>) => {
  const config = checked(...given);
  return config.ok ? '' : config.failure.message;
};

describe('sources[].pointers', () => {
  it('allows no host where nothing is said', () => {
    const config = checkConfig({ sources: [{ name: 'dpi' }] });
    expect(config.ok && config.value.sources[0]?.pointers).toEqual({
      hosts: [],
      allowHttp: false,
      maxBytes: 26_214_400,
      timeoutSeconds: 10,
    });
  });

  it.each([
    'dms.chu.example',
    'dms',
    'dms.chu.example:8443',
    'dms_1.chu.example',
    '10.1.2.3',
    '10.1.2.3:443',
    'xn--dms-9na.example',
  ])('takes the host %s', (host) => {
    expect(problem({ hosts: [host] })).toBe('');
  });

  it.each([
    '',
    '*',
    '*.chu.example',
    '.chu.example',
    'DMS.chu.example',
    'dms.chu.example.',
    'dms..chu.example',
    'https://dms.chu.example',
    'dms.chu.example/docs',
    'user@dms.chu.example',
    'dms.chu.example:',
    'dms.chu.example:0443',
    'dms.chu.example:70000',
    'dms.chu.exampl\u00e9',
    '127.1',
    '0x0a010203',
    '167838211',
    '[::1]',
    '::1',
    'dms chu',
    'a'.repeat(254),
  ])('refuses the host %j', (host) => {
    expect(problem({ hosts: ['ok.example', host] })).toMatch(/^sources\[0\]\.pointers\.hosts/);
  });

  it.each([
    ['two hosts', { hosts: ['a.example', 'b.example'], token: SECRET }, /token: for one host only/],
    ['no host', { token: SECRET }, /token: for one host only/],
    [
      'plain HTTP',
      { hosts: ['a.example'], allowHttp: true, token: SECRET },
      /token: not sent over plain HTTP/,
    ],
    ['a line break', { hosts: ['a.example'], token: `${SECRET}\r\nX: y` }, /token: must be printable/],
  ])('refuses a token for %s, without telling it', (_, pointers, rule) => {
    expect(problem(pointers)).toMatch(rule);
    expect(problem(pointers)).not.toContain(SECRET);
  });

  it('takes a token for one host', () => {
    expect(problem({ hosts: ['a.example'], token: SECRET })).toBe('');
  });

  it('is of a source that is heard', () => {
    expect(problem({ hosts: ['a.example'] }, [])).toContain('sources[0].name: no listener');
  });

  it.each([{ timeoutSeconds: 0 }, { timeoutSeconds: 61 }, { maxBytes: 10 }, { host: 'a.example' }])(
    'refuses %j',
    (pointers) => expect(problem(pointers)).toMatch(/^sources\[0\]\.pointers\./),
  );
});
