export {
  type Address,
  type Carer,
  type Identifier,
  type IdentifierKind,
  type Identity,
  NO_IDENTITY,
  NO_STAY,
  type Sex,
  type Stay,
  type StayState,
} from './identity.js';
export { inseeCode } from './birth-place.js';
export { type MergeStatement } from './absorb.js';
export {
  authorityOf,
  currentIpps,
  identifierParts,
  mainPatientIdentifier,
  mainStayIdentifier,
} from './keys.js';
export { addMovement, type Movement, type MovementAction, settleStay, type StayFacts } from './movements.js';
export { FICTITIOUS, isFictitiousIdentity, isFictitiousInsOid, qualifiedIns } from './trust.js';
export { type Merged, type MergedPair } from './typeorm-merges.repository.js';
export { areTwoPeople, mergeIdentity, mergeStay } from './merge.js';
export {
  createPatients,
  type KnownPatient,
  type PatientKeys,
  type Patients,
  type Remembered,
} from './typeorm-patients.repository.js';
export { PATIENTS, PatientsModule } from './patients.module.js';
export { type UnitOf, unitsOfStays } from './stay-units.js';
