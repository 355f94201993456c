import { type DiagnosticReport, type Observation } from '@medplum/fhirtypes';
import { type Identified } from './bundle.js';
import { omit } from './collections.js';
import { coding, concept } from './concepts.js';
import { type MappingSettings, type ProfileName } from './input.js';
import { HL7 } from './systems.js';

const GENOMICS = 'http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition';
/** Codes of genomics-reporting that LOINC has not yet. */
const GENOMICS_CODES = 'http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs';
const MCODE = 'http://hl7.org/fhir/us/mcode/StructureDefinition';

/** Profiles of other guides (STANDARDS 9): what each asks for beyond ours is in docs/fhir-mapping.md. */
export const PROFILES: Readonly<Record<ProfileName, string>> = {
  'molecular-biomarker': `${GENOMICS}/molecular-biomarker`,
  variant: `${GENOMICS}/variant`,
  'genomic-report': `${GENOMICS}/genomic-report`,
  'mcode-tumor-marker-test': `${MCODE}/mcode-tumor-marker-test`,
  'mcode-cancer-disease-status': `${MCODE}/mcode-cancer-disease-status`,
  'eu-laboratory': 'http://hl7.eu/fhir/laboratory/StructureDefinition/Observation-resultslab-eu-lab',
};

type Claiming = Identified<Observation | DiagnosticReport>;

/** The resource with the profiles it fits among those the site asks for, in the form each of them wants. */
export function claim<T extends Claiming>(
  resource: T,
  fits: readonly ProfileName[],
  { profiles = [] }: MappingSettings,
): T {
  const claimed = fits.filter((name) => profiles.includes(name));
  if (claimed.length === 0) return resource;
  const meta = { ...resource.meta, profile: claimed.map((name) => PROFILES[name]) };
  return claimed.reduce<T>((one, name) => (SHAPE[name] ?? same)(one) as T, { ...resource, meta });
}

const same = (resource: Claiming): Claiming => resource;

/** What a profile wants of an Observation that ours do not have, or forbids that ours have. */
const SHAPE: Readonly<Partial<Record<ProfileName, (resource: Claiming) => Claiming>>> = {
  'molecular-biomarker': (one) => ({
    ...one,
    category: [...(one.category ?? []), concept('Biomarqueur', coding(GENOMICS_CODES, 'biomarker-category'))],
  }),
  // Who did the test is not in the text, and a Device may not be a performer.
  'eu-laboratory': (one) => ({
    ...one,
    performer: [{ display: 'Auteur de l’examen cité par le compte rendu' }],
  }),
  // The model stays in Provenance; measures and reasons stay in the text.
  'mcode-cancer-disease-status': (one) =>
    one.resourceType === 'Observation'
      ? {
          ...(omit(one, 'device', 'component') as Identified<Observation>),
          code: { ...one.code, coding: [...(one.code.coding ?? []), coding(HL7.loinc, DISEASE_PROGRESSION)] },
        }
      : one,
};

/** LOINC of the progression of a cancer, as mCODE asks for it. */
const DISEASE_PROGRESSION = '97509-4';
