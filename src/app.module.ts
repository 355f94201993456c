import { type DynamicModule, Module } from '@nestjs/common';
import { ApiModule } from './api/index.js';
import { ConfigModule, type PasserelleConfig } from './config/index.js';
import { DatabaseModule } from './database/index.js';
import { FhirModule } from './fhir/index.js';
import { IntakeModule } from './intake/index.js';
import { ObservabilityModule } from './observability/index.js';
import { PatientsModule } from './patients/index.js';
import { PipelineModule } from './pipeline/index.js';
import { type Keys, SecurityModule } from './security/index.js';

/** The service: the tools, then the rooms its roles ask for. Health and metrics are always there. */
@Module({})
export class AppModule {
  static with(config: PasserelleConfig, keys: Keys): DynamicModule {
    const has = (role: PasserelleConfig['roles'][number]) => config.roles.includes(role);
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        ObservabilityModule,
        SecurityModule.with(keys),
        DatabaseModule,
        PatientsModule,
        ApiModule,
        ...(has('intake') ? [IntakeModule] : []),
        ...(has('worker') ? [PipelineModule] : []),
        ...(has('api') ? [FhirModule] : []),
      ],
    };
  }
}
