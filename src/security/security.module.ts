import { dirname, join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CONFIG, type PasserelleConfig } from '../config/index.js';
import { hasEmbeddedData } from '../database/index.js';
import { createCipher } from './cipher.js';
import { createAuthorize } from './http/authorize.js';
import { AUTHORIZE, ScopeGuard } from './http/scope.guard.js';
import { type Keys, readKeys, readOrMakeKeyFile } from './key-file.js';

export const KEYS = Symbol('keys');
export const CIPHER = Symbol('cipher');

const KEY_FILE = 'keys.json';

/** Keys from the configuration; an embedded installation makes its own beside its database. */
function keysOf({ keys, database }: PasserelleConfig): Keys {
  if (keys) return readKeys(keys);
  return readOrMakeKeyFile(join(dirname(database.folder), KEY_FILE), hasEmbeddedData(database.folder));
}

@Global()
@Module({
  providers: [
    { provide: KEYS, useFactory: keysOf, inject: [CONFIG] },
    { provide: CIPHER, useFactory: (keys: Keys) => createCipher(keys.data), inject: [KEYS] },
    {
      provide: AUTHORIZE,
      useFactory: (config: PasserelleConfig) => createAuthorize(config.http.tokens),
      inject: [CONFIG],
    },
    { provide: APP_GUARD, useClass: ScopeGuard },
  ],
  exports: [KEYS, CIPHER, AUTHORIZE],
})
export class SecurityModule {}
