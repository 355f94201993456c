import { Global, Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../kernel/index.js';
import { CIPHER, type Cipher, createKeyedHash, type Keys, KEYS } from '../security/index.js';
import { createPatients } from './typeorm-patients.repository.js';

export const PATIENTS = Symbol('patients');

@Global()
@Module({
  providers: [
    {
      provide: PATIENTS,
      useFactory: (cipher: Cipher, keys: Keys, clock: Clock) =>
        createPatients({ cipher, hash: createKeyedHash(keys.identifiers, 'patients'), clock }),
      inject: [CIPHER, KEYS, CLOCK],
    },
  ],
  exports: [PATIENTS],
})
export class PatientsModule {}
