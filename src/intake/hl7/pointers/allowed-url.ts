import { type PointerRule } from './pointer-rules.js';
import { type AllowedHosts } from './pointer.js';

const LONGEST = 4096;
/**
 * Scheme, host, port, then printable ASCII without a backslash. No user, no percent or IPv6 in the host: what one
 * parser of addresses reads there, another may read otherwise.
 */
const PLAIN = /^(https?):\/\/([a-z0-9._-]{1,253})(?::([1-9]\d{0,4}))?(?:[/?#][\x21-\x5b\x5d-\x7e]*)?$/i;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** The address a pointer names if it may be called, else the rule it breaks. Pure: no name is resolved here. */
export function allowedUrl(text: string, { hosts, allowHttp }: AllowedHosts): URL | PointerRule {
  if (!(allowHttp ? /^https?:/i : /^https:/i).test(text)) return 'an https address is expected';
  const written = text.length <= LONGEST ? PLAIN.exec(text) : null;
  const url = written && parsed(text);
  // `127.1` and `0x7f.1` are read as 127.0.0.1: a host that is not what was written is not the one that was checked.
  if (!url || url.hostname !== written[2]?.toLowerCase() || url.username || url.password)
    return 'the address is not written plainly';
  const port = portOf(url);
  if (written[3] !== undefined && Number(written[3]) !== port) return 'the address is not written plainly';
  const isAllowed = hosts.some((host) => {
    const [name, own] = host.split(':');
    return name === url.hostname && Number(own ?? DEFAULT_PORTS[url.protocol]) === port;
  });
  if (!isAllowed) return 'this host is not allowed';
  // What follows # is never sent.
  url.hash = '';
  return url;
}

export const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (DEFAULT_PORTS[protocol] ?? 0) : Number(port);

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
