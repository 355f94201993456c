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
