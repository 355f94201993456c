import fc from 'fast-check';
import { fuzzRuns } from '../../../../test/support/fuzz.js';
import { allowedUrl } from './allowed-url.js';
import { isNeverCalled } from './never-called.js';

const RUNS = { numRuns: fuzzRuns() };
const HOST = 'dms.chu.example';
const ALLOWED = { hosts: [HOST, `${HOST}:8443`], allowHttp: true };

const odd = fc.constantFrom(
  ...['@', '\\', '%', '.', ':', '/', '//', '?', '#', '[', ']', '%2e', '%40', '%00', '\t', '\r\n', '\0', ' '],
  ...['。', '．', '／', '＠', '\u00ad', '\u200b', 'evil.example', '127.0.0.1', '::1', ':443', ':8443', ':80'],
);
/** An allowed address with something cut out and something put in, near its host above all. */
const near = fc
  .tuple(
    fc.constantFrom(`https://${HOST}/doc?id=1`, `http://${HOST}:8443/`, `https://evil.example/${HOST}`),
    fc.array(fc.tuple(fc.nat(40), fc.nat(4), fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 4 }))), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([start, wounds]) =>
    wounds.reduce<string>((text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut), start),
  );

it('calls nothing but an allowed host, as whoever reads the address would name it', () => {
  fc.assert(
    fc.property(fc.oneof(near, fc.webUrl(), fc.string({ unit: 'binary' })), (text) => {
      const url = allowedUrl(text, ALLOWED);
      if (typeof url === 'string') return;
      // Read the plainest way: between `//` and what ends a host.
      const [, authority] = /^https?:\/\/([^/?#]*)/i.exec(text) ?? [];
      expect(authority?.toLowerCase().replace(/:\d+$/, '')).toBe(HOST);
      expect(url).toMatchObject({ hostname: HOST, username: '', password: '', hash: '' });
      expect(new URL(text).host).toBe(url.host);
      expect(['443', '80', '8443']).toContain(url.port || (url.protocol === 'https:' ? '443' : '80'));
      expect(`${url.pathname}${url.search}`).toMatch(/^\/[\x21-\x7e]*$/);
    }),
    RUNS,
  );
});

const part = fc.nat(255);
const ipv4 = fc.tuple(part, part, part, part);
const isForbidden = ([a, b]: readonly number[]) =>
  a === 0 || a === 127 || (a === 169 && b === 254) || a! >= 224;

it('never calls a forbidden address, in whatever form of IPv6 it is dressed', () => {
  const hex = (high: number, low: number) => (high * 256 + low).toString(16);
  fc.assert(
    fc.property(ipv4, fc.boolean(), (parts, isUpper) => {
      const [a, b, c, d] = parts;
      const plain = parts.join('.');
      if (isForbidden(parts)) expect(isNeverCalled(plain)).toBe(true);
      const pair = `${hex(a, b)}:${hex(c, d)}`;
      const forms = [
        `::ffff:${plain}`,
        `::ffff:${pair}`,
        `0:0:0:0:0:ffff:${pair}`,
        `::${pair}`,
        `64:ff9b::${pair}`,
        `2002:${pair}::1`,
      ].map((form) => (isUpper ? form.toUpperCase() : form));
      expect(forms.filter((form) => !isNeverCalled(form))).toEqual([]);
    }),
    RUNS,
  );
});

it('calls what a hospital numbers itself', () => {
  fc.assert(
    fc.property(part, part, part, (b, c, d) => {
      expect(isNeverCalled(`10.${b}.${c}.${d}`)).toBe(false);
      expect(isNeverCalled(`192.168.${c}.${d}`)).toBe(false);
    }),
    RUNS,
  );
});

it('takes what is no address for one that is never called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!/^[\d.]+$/.test(text) && !text.includes(':'));
      expect(isNeverCalled(text)).toBe(true);
    }),
    RUNS,
  );
});
