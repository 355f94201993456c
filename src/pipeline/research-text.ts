import { type PasserelleConfig } from '../config/index.js';
import { type Sql } from '../database/index.js';
import { type ModelReader } from '../pseudonymization/index.js';
import { type Cipher, type Keys } from '../security/index.js';
import { createServicePseudonymizer } from './assembly.js';
import { type LongReports } from './beside/long-reports.js';
import { policyFor } from './policies.js';
import { type Pseudonymize } from './ports.js';
import { createPseudonymize, type ReadingDependencies } from './reading-rooms.js';

export interface ResearchTextParts extends Pick<ReadingDependencies, 'learnedOf'> {
  readonly config: PasserelleConfig;
  readonly sql: Sql;
  readonly cipher: Cipher;
  readonly keys: Keys;
  readonly long: LongReports;
  readonly model: ModelReader | undefined;
}

/** How documents are pseudonymized for the research zone, where its policy is not that of the use cases. */
export function createResearchText(parts: ResearchTextParts): Pseudonymize | undefined {
  const { config, learnedOf, ...rest } = parts;
  const policy = policyFor('research', config);
  if (!config.fhir.research || config.pseudonymization.research === config.pseudonymization.useCases)
    return undefined;
  return createPseudonymize({ pseudonymizer: createServicePseudonymizer({ policy, ...rest }), learnedOf });
}
