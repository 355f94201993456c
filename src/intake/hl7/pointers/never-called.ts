import { BlockList, isIP } from 'node:net';

/** Addresses of this machine, of its link, of many, of nobody yet, and those where clouds tell a machine its secrets. */
const IPV4 = [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['100.100.100.200', 32],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** As above, and every form that carries an IPv4 address: a file is called by the IPv4 address itself. */
const IPV6 = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2002::', 16],
  ['fd00:ec2::', 32],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

// Apart: in one list, Node takes an IPv4 address to be in ::ffff:0:0/96.
const ipv4 = listOf(IPV4, 'ipv4');
const ipv6 = listOf(IPV6, 'ipv6');

function listOf(ranges: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of ranges) list.addSubnet(address, prefix, family);
  return list;
}

/** True of an address that no pointer may lead to, and of what is no address. Private networks are a hospital's own. */
export function isNeverCalled(address: string): boolean {
  // `fe80::1%eth0` names an interface of this machine.
  if (address.includes('%')) return true;
  const family = isIP(address);
  if (family === 4) return ipv4.check(address, 'ipv4');
  return family === 6 ? ipv6.check(address, 'ipv6') : true;
}
