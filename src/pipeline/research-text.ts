import { type DataSource } from 'typeorm';
import { type PasserelleConfig } from '../config/index.js';
import { type Cipher, type Keys } from '../security/index.js';
import { createServicePseudonymizer } from './assembly.js';
import { type LongReports } from './beside/long-reports.js';
import { policyFor } from './policies.js';
import { type Pseudonymize } from './ports.js';
import { createPseudonymize } from './reading-rooms.js';
import { createLearnedNames } from './typeorm-stay-documents.repository.js';

export interface ResearchTextParts {
  readonly config: PasserelleConfig;
  readonly dataSource: DataSource;
  readonly cipher: Cipher;
  readonly keys: Keys;
  readonly long: LongReports;
}

/** How documents are pseudonymized for the research zone, where its policy is not that of the use cases. */
export function createResearchText(parts: ResearchTextParts): Pseudonymize | undefined {
  const { config, dataSource, cipher, keys, long } = parts;
  const policy = policyFor('research', config);
  if (!config.fhir.research || config.pseudonymization.research === config.pseudonymization.useCases)
    return undefined;
  return createPseudonymize({
    pseudonymizer: createServicePseudonymizer({ policy, sql: dataSource, cipher, keys, long }),
    learnedOf: createLearnedNames({ dataSource, cipher }),
  });
}
