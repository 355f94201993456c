import { dirname, join } from 'node:path';
import { type DynamicModule, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { type DataSource } from 'typeorm';
import { CONFIG, type PasserelleConfig } from '../config/index.js';
import { DATA_SOURCE, hasEmbeddedData } from '../database/index.js';
import { createCipher } from './cipher.js';
import { createAuthorize } from './http/authorize.js';
import { createInternalToken, type InternalToken } from './http/internal-token.js';
import { AUTHORIZE, ScopeGuard } from './http/scope.guard.js';
import { type Keys, readKeys, readOrMakeKeyFile } from './key-file.js';
import { checkKeys } from './typeorm-key-check.repository.js';

export const KEYS = Symbol('keys');
export const CIPHER = Symbol('cipher');
export const INTERNAL_TOKEN = Symbol('internal token');

const KEY_FILE = 'keys.json';

/**
 * Keys from the configuration; an embedded installation makes its own beside its database. Called before the
 * database is started: whether there is data already decides whether keys may be made.
 */
export function keysOf({ keys, database }: PasserelleConfig): Keys {
  if (keys) return readKeys(keys);
  return readOrMakeKeyFile(join(dirname(database.folder), KEY_FILE), hasEmbeddedData(database.folder));
}

@Module({})
export class SecurityModule implements OnModuleInit {
  constructor(
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(DATA_SOURCE) private readonly dataSource: DataSource,
  ) {}

  /** Before anything listens: a database written with other keys is not served. */
  onModuleInit(): Promise<void> {
    return checkKeys(this.dataSource, this.keys);
  }

  static with(keys: Keys): DynamicModule {
    return {
      module: SecurityModule,
      global: true,
      providers: [
        { provide: KEYS, useValue: keys },
        { provide: CIPHER, useFactory: () => createCipher(keys.data) },
        { provide: INTERNAL_TOKEN, useFactory: createInternalToken },
        {
          provide: AUTHORIZE,
          // Without a token configured this machine alone is served, and needs none.
          useFactory: ({ http }: PasserelleConfig, { access }: InternalToken) =>
            createAuthorize(http.tokens.length > 0 ? [...http.tokens, access] : []),
          inject: [CONFIG, INTERNAL_TOKEN],
        },
        { provide: APP_GUARD, useClass: ScopeGuard },
      ],
      exports: [KEYS, CIPHER, AUTHORIZE, INTERNAL_TOKEN],
    };
  }
}
