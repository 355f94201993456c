import { allowedUrl } from './allowed-url.js';

const DMS = { hosts: ['dms.chu.example', 'pacs.chu.example:8443', '10.1.2.3'], allowHttp: false };
const OVER_HTTP = { ...DMS, allowHttp: true };

describe('allowedUrl', () => {
  it.each([
    ['https://dms.chu.example/doc/1.pdf', 'https://dms.chu.example/doc/1.pdf'],
    ['HTTPS://DMS.Chu.Example/doc', 'https://dms.chu.example/doc'],
    ['https://dms.chu.example', 'https://dms.chu.example/'],
    ['https://dms.chu.example:443/doc', 'https://dms.chu.example/doc'],
    ['https://dms.chu.example?id=1&v=2', 'https://dms.chu.example/?id=1&v=2'],
    ['https://dms.chu.example/a@b/c%20d?u=https://other.example/', undefined],
    ['https://dms.chu.example/doc#page=2', 'https://dms.chu.example/doc'],
    ['https://pacs.chu.example:8443/doc', 'https://pacs.chu.example:8443/doc'],
    ['https://10.1.2.3/doc', 'https://10.1.2.3/doc'],
  ])('%s is called', (text, href = text) => {
    const url = allowedUrl(text, DMS);
    expect(url instanceof URL && url.href).toBe(href);
  });

  it('follows plain HTTP where the source says so, on its own default port', () => {
    const http = allowedUrl('http://dms.chu.example/doc', OVER_HTTP);
    expect(http instanceof URL && http.href).toBe('http://dms.chu.example/doc');
    expect(allowedUrl('http://dms.chu.example:443/doc', OVER_HTTP)).toBe('this host is not allowed');
    expect(allowedUrl('ftp://dms.chu.example/doc', OVER_HTTP)).toBe('an https address is expected');
  });

  it.each([
    ['a share', '\\\\serveur\\partage\\x.pdf'],
    ['a share as an address', '//serveur/partage/x.pdf'],
    ['a file', 'file:///etc/passwd'],
    ['a file of an allowed host', 'file://dms.chu.example/x.pdf'],
    ['SMB', 'smb://dms.chu.example/x.pdf'],
    ['plain HTTP', 'http://dms.chu.example/x.pdf'],
    ['FTP', 'ftp://dms.chu.example/x.pdf'],
    ['data', 'data:text/plain,x'],
    ['a path', '/doc/1.pdf'],
    ['a drive', 'C:\\x.pdf'],
    ['a blank before', ' https://dms.chu.example/'],
    ['nothing', ''],
  ])('refuses %s: no https address', (_, text) => {
    expect(allowedUrl(text, DMS)).toBe('an https address is expected');
  });

  it.each([
    ['another host', 'https://other.example/'],
    ['a host under it', 'https://x.dms.chu.example/'],
    ['a host that ends like it', 'https://evildms.chu.example/'],
    ['a host that begins like it', 'https://dms.chu.example.evil.example/'],
    ['a trailing dot', 'https://dms.chu.example./doc'],
    ['another port', 'https://dms.chu.example:8443/'],
    ['the default port of a host with its own', 'https://pacs.chu.example/'],
    ['this machine', 'https://localhost/'],
    ['punycode', 'https://xn--dms-9na.example/'],
  ])('refuses %s: not allowed', (_, text) => {
    expect(allowedUrl(text, DMS)).toBe('this host is not allowed');
  });

  it.each([
    ['a user', 'https://dms.chu.example@evil.example/'],
    ['a user of an allowed host', 'https://user:secret@dms.chu.example/'],
    ['an empty user', 'https://@dms.chu.example/'],
    ['a user behind a backslash', 'https://evil.example\\@dms.chu.example/'],
    ['a backslash for a slash', 'https:\\\\dms.chu.example\\doc'],
    ['a backslash in the path', 'https://dms.chu.example/a\\b'],
    ['one slash', 'https:/dms.chu.example/'],
    ['three slashes', 'https:///dms.chu.example/'],
    ['a percent in the host', 'https://dms%2echu.example/'],
    ['a port by percent', 'https://dms.chu.example%3a443/'],
    ['no port behind the colon', 'https://dms.chu.example:/'],
    ['a port with a zero before', 'https://dms.chu.example:0443/'],
    ['port 0', 'https://dms.chu.example:0/'],
    ['a port too large', 'https://dms.chu.example:65536/'],
    ['an IPv6 address', 'https://[::1]/'],
    ['an IPv6 address that carries an IPv4 one', 'https://[::ffff:10.1.2.3]/'],
    ['a short IPv4 address', 'https://10.66051/'],
    ['an octal IPv4 address', 'https://012.1.2.3/'],
    ['an IPv4 address as one number', 'https://167838211/'],
    ['a hexadecimal IPv4 address', 'https://0x0a010203/'],
    ['letters of full width', 'https://ｄｍｓ.chu.example/'],
    ['an accent', 'https://dms.chu.example/é'],
    ['a line break', 'https://dms.chu.example/a\r\nHost: evil.example'],
    ['a tab in the host', 'https://dms\t.chu.example/'],
    ['a blank', 'https://dms.chu.example/a b'],
    ['a zero', 'https://dms.chu.example/\0'],
    ['no host', 'https://'],
    ['a letter too many', `https://dms.chu.example/${'a'.repeat(4073)}`],
  ])('refuses %s: not written plainly', (_, text) => {
    expect(allowedUrl(text, DMS)).toBe('the address is not written plainly');
  });

  it('takes an address as long as it may be', () => {
    expect(allowedUrl(`https://dms.chu.example/${'a'.repeat(4072)}`, DMS)).toBeInstanceOf(URL);
  });

  it('allows no host where none is named', () => {
    expect(allowedUrl('https://dms.chu.example/', { hosts: [], allowHttp: true })).toBe(
      'this host is not allowed',
    );
  });
});
