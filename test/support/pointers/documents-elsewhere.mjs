// Loaded before a service under test (`node --import`): documents.test stands at an address of a hospital's network,
// and what is sent there comes to this machine. The service itself runs as it is: it would never call 127.0.0.1.
import promises from 'node:dns/promises';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

const NAME = 'documents.test';
const ELSEWHERE = '10.255.255.1';

const { lookup } = promises;
promises.lookup = async (host, options) =>
  host === NAME ? [{ address: ELSEWHERE, family: 4 }] : lookup(host, options);
syncBuiltinESMExports();

const { connect } = Socket.prototype;
const here = (found) => (found.address === ELSEWHERE ? { ...found, address: '127.0.0.1' } : found);
Socket.prototype.connect = function (options, ...rest) {
  if (options?.host !== NAME || !options.lookup) return connect.call(this, options, ...rest);
  const translated = (host, asked, done) =>
    options.lookup(host, { ...asked, all: true }, (error, found) => {
      if (error) return done(error);
      if (asked.all) return done(null, found.map(here));
      return done(null, here(found[0]).address, 4);
    });
  return connect.call(this, { ...options, lookup: translated }, ...rest);
};
