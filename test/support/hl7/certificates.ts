import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** Test certificates made on the spot: no key is ever committed. X.509 in DER (RFC 5280), EC P-256. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  readonly name: string;
  readonly keyObject: KeyObject;
}

function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const short = content.length < 0x80;
  const size = Buffer.from(content.length.toString(16).padStart(content.length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([
    Buffer.from([tag, ...(short ? [content.length] : [0x80 | size.length, ...size])]),
    content,
  ]);
}

const sequence = (...contents: Buffer[]): Buffer => der(0x30, ...contents);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const bits = (content: Buffer): Buffer => der(0x03, Buffer.from([0]), content);
const time = (date: Date): Buffer =>
  der(0x17, Buffer.from(date.toISOString().replace(/\D/g, '').slice(2, 14) + 'Z'));

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const commonName = (name: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
const DAY = 86_400_000;

function extensions(isAuthority: boolean, publicKey: Buffer, host: string): Buffer {
  const basic = sequence(
    oid('551d13'),
    der(0x04, sequence(...(isAuthority ? [der(0x01, Buffer.from([0xff]))] : []))),
  );
  // The host and 127.0.0.1
  const names = sequence(der(0x82, Buffer.from(host)), der(0x87, Buffer.from([127, 0, 0, 1])));
  const keyId = createHash('sha1').update(publicKey).digest();
  return der(
    0xa3,
    sequence(
      basic,
      sequence(oid('551d11'), der(0x04, names)),
      sequence(oid('551d0e'), der(0x04, der(0x04, keyId))),
    ),
  );
}

/** An authority where no issuer is given, else a certificate that it signed, good for the host. */
export function aCertificate(name: string, issuer?: TestCertificate, host = 'localhost'): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const now = Date.now();
  const toSign = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    commonName(issuer?.name ?? name),
    sequence(time(new Date(now - DAY)), time(new Date(now + DAY))),
    commonName(name),
    spki,
    extensions(issuer === undefined, spki, host),
  );
  const signature = sign('sha256', toSign, issuer?.keyObject ?? privateKey);
  const whole = sequence(toSign, ECDSA_SHA256, bits(signature)).toString('base64');
  return {
    name,
    keyObject: privateKey,
    cert: `-----BEGIN CERTIFICATE-----\n${whole.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
