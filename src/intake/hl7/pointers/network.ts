import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isNeverCalled } from './never-called.js';

/** Names and addresses as this machine knows them. Tests have a server on this machine, and bring their own. */
export interface Network {
  /** Every address of a name; rejects where it has none. */
  resolve(host: string): Promise<readonly string[]>;
  /** True of an address that is never called, whatever name leads to it. */
  isNeverCalled(address: string): boolean;
}

export const SYSTEM_NETWORK: Network = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  isNeverCalled,
};

/** The addresses of a host, looked up once: the connection goes to one of these and the name is not asked again. */
export async function addressesOf(
  host: string,
  signal: AbortSignal,
  { resolve }: Network,
): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const over = new Promise<never>((_, reject) => {
    const end = () => reject(new Error('no time left'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  return Promise.race([resolve(host), over]);
}
