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
} from './identity.js';
export { identifierParts, mainPatientIdentifier, mainStayIdentifier } from './keys.js';
export { mergeIdentity, mergeStay } from './merge.js';
export {
  createPatients,
  type KnownPatient,
  type PatientKeys,
  type Patients,
} from './typeorm-patients.repository.js';
export { PATIENTS, PatientsModule } from './patients.module.js';
