/** Code systems and extensions named by a standard (STANDARDS sections 2, 3 and 9). */
export const HL7 = {
  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
  hgvs: 'http://varnomen.hgvs.org',
  snomed: 'http://snomed.info/sct',
  atc: 'http://www.whocc.no/atc',
  dicom: 'http://dicom.nema.org/resources/ontology/DCM',
  confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  observationValue: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  actReason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  nullFlavor: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor',
  interpretation: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
  dataOperation: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation',
  lifecycle: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle',
  observationCategory: 'http://terminology.hl7.org/CodeSystem/observation-category',
  diagnosticService: 'http://terminology.hl7.org/CodeSystem/v2-0074',
  identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  participantType: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  absentReason: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  flagCategory: 'http://terminology.hl7.org/CodeSystem/flag-category',
} as const;

export const FRENCH = {
  identifierType: 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203',
  identityStatus: 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0445',
  commune: 'https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM',
  documentClass: 'https://mos.esante.gouv.fr/NOS/TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument',
} as const;

export const EXTENSION = {
  derivation: 'http://hl7.org/fhir/StructureDefinition/derivation-reference',
  confidence: 'http://hl7.org/fhir/uv/aitransparency/StructureDefinition/AIconfidence',
  flagDetail: 'http://hl7.org/fhir/StructureDefinition/flag-detail',
  inseeCode: 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code',
  birthPlace: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
  identityReliability: 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability',
} as const;

export const AI_DEVICE_TYPE = 'http://hl7.org/fhir/uv/aitransparency/CodeSystem/AIdeviceTypeCS';

/** Our own code systems: the same at every site, documented in docs/fhir-mapping.md. */
const own = (name: string) => `urn:passerelle:codes:${name}`;

export const OWN = {
  origin: own('origin'),
  pipeline: own('pipeline'),
  assurance: own('pseudonymization-assurance'),
  lifecycle: own('lifecycle'),
  key: own('key'),
  visibility: own('meta-dmp-mss'),
  temporality: own('temporality'),
  assertion: own('assertion'),
  biomarker: own('tumor-biomarker'),
  biomarkerStatus: own('tumor-biomarker-status'),
  method: own('method'),
  clone: own('clone'),
  changeType: own('change-type'),
  infectionKind: own('infection-kind'),
  infection: own('infection'),
  antibiotic: own('antibiotic'),
  alert: own('alert'),
  component: own('component'),
  response: own('treatment-response'),
  responseAssessment: own('treatment-response-assessment'),
  responseCriteria: own('treatment-response-criteria'),
  derivation: own('derivation'),
  issue: own('detected-issue'),
  task: own('task'),
} as const;
