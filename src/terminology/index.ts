export { actCode, compactCode, dottedCode, parentCode } from './code-shape.js';
export { type Imported, IMPORTED_KINDS, type ImportedKind } from './imported.js';
export { type BadLine, readNomenclature } from './import/read-nomenclature.js';
export {
  type Act,
  chapterOf,
  type Diagnosis,
  DIAGNOSIS_ROLES,
  type DiagnosisRole,
  mayStandAs,
  type McoType,
} from './nomenclature.js';
export { type Hit, type Search, type System, SYSTEMS } from './search.js';
export { type KeptVersion, openTerminologyStore, type TerminologyStore } from './store.js';
export { layTerminology, type Terminology } from './terminology.js';
