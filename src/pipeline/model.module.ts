import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '../config/index.js';
import { type ModelReader } from '../pseudonymization/index.js';
import { openModel } from './assembly.js';

export const MODEL = Symbol('trained model of pseudonymization');

/** Its threads end after the last report. */
@Module({
  providers: [{ provide: MODEL, useFactory: openModel, inject: [CONFIG] }],
  exports: [MODEL],
})
export class ModelModule implements OnApplicationShutdown {
  constructor(@Inject(MODEL) private readonly model: ModelReader | undefined) {}

  async onApplicationShutdown(): Promise<void> {
    await this.model?.close();
  }
}
