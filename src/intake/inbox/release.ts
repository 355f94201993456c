import { type EntityManager } from 'typeorm';
import { type InboxDependencies } from './dependencies.js';
import { createFindLineages } from './find-lineages.js';
import { createAbsorb } from './typeorm-absorb.repository.js';
import { createPatientCheck } from './typeorm-patient-check.repository.js';
import { createResume } from './typeorm-resume.repository.js';

export type ReleaseDependencies = Pick<InboxDependencies, 'cipher' | 'clock' | 'patients'>;

/**
 * Lets a person send a report on that waits; gives the lineages to walk, none where it cannot go. Its transaction has
 * locked no row yet, and begins again where another one stopped it (`beginAgain`).
 */
export type Release = (sql: EntityManager, reportId: string) => Promise<readonly string[]>;

export function createRelease(dependencies: ReleaseDependencies): Release {
  const whoseLineage = createPatientCheck(dependencies.patients);
  const findLineages = createFindLineages(whoseLineage);
  const absorb = createAbsorb(dependencies);
  return createResume(dependencies, { findLineages, whoseLineage, absorb }).release;
}
