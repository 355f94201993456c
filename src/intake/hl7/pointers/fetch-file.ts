import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { failed, ok, type Result } from '../../../kernel/index.js';
import { portOf } from './allowed-url.js';
import { addressesOf, type Network, SYSTEM_NETWORK } from './network.js';
import { type FetchBounds, type FetchedFile, type FetchFailure, type FetchFile } from './pointer.js';

export interface FetchOptions {
  /** PEM: who may sign the hosts' certificates, instead of the authorities Node knows. */
  readonly ca?: Buffer;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string;
}

const TRANSIENT: readonly number[] = [408, 425, 429];
const LARGEST_HEADERS = 16_384;

const failure = (code: FetchFailure['code'], rule: FetchFailure['rule'], detail?: string) =>
  failed<FetchFailure>({ code, rule, ...(detail && { detail }) });

/**
 * One GET of an address already found to be allowed. The name is resolved once, every address it has is checked, and
 * the connection goes to one of them. No redirect, no compression, no cookie, no proxy, no connection kept.
 */
export const createFetchFile =
  (options: FetchOptions, network: Network = SYSTEM_NETWORK): FetchFile =>
  async (url, bounds) => {
    try {
      const addresses = await addressesOf(url.hostname, bounds.signal, network);
      if (addresses.length === 0 || addresses.some((address) => network.isNeverCalled(address)))
        return failure('HL7_POINTER', 'the host leads to an address that is never called');
      return await read(await get(url, addresses, options, bounds.signal), bounds);
    } catch (error) {
      const said = 'the host of the file does not answer as it should';
      return failure('HL7_POINTER_UNREACHABLE', said, bounds.signal.aborted ? 'TIMEOUT' : codeOf(error));
    }
  };

function get(
  url: URL,
  addresses: readonly string[],
  { ca, token }: FetchOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send({
      host: url.hostname,
      port: portOf(url),
      path: `${url.pathname}${url.search}`,
      headers: {
        'accept-encoding': 'identity',
        'user-agent': 'passerelle',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      // A connection of its own: a kept one was made to an address checked at another time.
      agent: false,
      lookup: pinnedTo(addresses),
      maxHeaderSize: LARGEST_HEADERS,
      signal,
      // Said, so that NODE_TLS_REJECT_UNAUTHORIZED does not say otherwise.
      rejectUnauthorized: true,
      ...(ca && { ca }),
    });
    request.once('response', resolve);
    request.on('error', reject);
    request.once('close', () => reject(new Error('closed without an answer')));
    request.end();
  });
}

function pinnedTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, { all }, done) => {
    const [first] = found;
    if (all) done(null, found);
    else done(null, first?.address ?? '', first?.family ?? 0);
  };
}

async function read(
  answer: IncomingMessage,
  { maxBytes }: FetchBounds,
): Promise<Result<FetchedFile, FetchFailure>> {
  try {
    const refused = refusalOf(answer);
    if (refused) return failed(refused);
    if (Number(answer.headers['content-length'] ?? 0) > maxBytes) return tooLarge();
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) return tooLarge();
      chunks.push(chunk);
    }
    if (size === 0) return failure('HL7_POINTER_REFUSED', 'the file is empty');
    return ok({ content: Buffer.concat(chunks), contentType: answer.headers['content-type'] ?? '' });
  } finally {
    answer.destroy();
  }
}

const tooLarge = () => failure('HL7_POINTER_TOO_LARGE', 'the file is over the size limit');

function refusalOf({ statusCode: status = 0, headers }: IncomingMessage): FetchFailure | undefined {
  const detail = String(status);
  if (status >= 500 || TRANSIENT.includes(status))
    return {
      code: 'HL7_POINTER_UNREACHABLE',
      rule: 'the host of the file does not answer as it should',
      detail,
    };
  if (status >= 300 && status < 400)
    return { code: 'HL7_POINTER_REFUSED', rule: 'no redirect is followed', detail };
  if (status !== 200)
    return { code: 'HL7_POINTER_REFUSED', rule: 'the host does not give this file', detail };
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity')
    return { code: 'HL7_POINTER_REFUSED', rule: 'the file comes compressed' };
  // What the closing of the connection alone ends looks whole when it was cut.
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
    return { code: 'HL7_POINTER_REFUSED', rule: 'the host does not tell where the file ends' };
  return undefined;
}

/** The code alone: the message of an error may quote the address. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: readonly unknown[] };
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code;
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : 'unknown';
}
