/**
 * What the validator may say of what it cannot know without a network, and why. Nothing else passes, not even a
 * warning.
 */
export const TOLERATED: readonly { readonly why: string; readonly text: RegExp }[] = [
  {
    why: 'terminologies that are not in the jars: they have a licence, or are published elsewhere',
    text: new RegExp(
      `^CodeSystem is unknown and can't be validated: (?:${[
        ...[
          'http://loinc\\.org',
          'http://varnomen\\.hgvs\\.org',
          'http://www\\.whocc\\.no/atc',
          'https://(?:hl7\\.fr|mos\\.esante\\.gouv\\.fr)/\\S+',
        ],
        'http://hl7\\.org/fhir/uv/aitransparency/\\S+',
      ].join('|')}) for `,
    ),
  },
  {
    why: 'our own code systems whose list is open: names of biomarkers, germs, antibiotics, clones and criteria, keys, codes of a site',
    text: /^CodeSystem is unknown and can't be validated: urn:passerelle:(?:codes:(?:infection|antibiotic|tumor-biomarker|method|clone|treatment-response-criteria|component|key|meta-dmp-mss)|demonstration:codes) for /,
  },
  {
    why: 'extensions of guides that are not in the jars: fr-core, the pack of extensions, aitransparency',
    text: /^Unknown extension (?:https:\/\/hl7\.fr\/ig\/fhir\/core|http:\/\/hl7\.org\/fhir\/uv\/aitransparency|http:\/\/hl7\.org\/fhir\/StructureDefinition\/derivation-reference)/,
  },
  {
    why: 'AIAST came into v3-ObservationValue after R4 froze its copy; HL7 aitransparency wants it in these places',
    text: /^(?:Unknown code '|The Coding provided \().*v3-ObservationValue#AIAST|PurposeOfUse.*\(codes = \S+v3-ObservationValue#AIAST\)$/,
  },
  {
    why: 'extensible: fr-core names numbers of patients and stays by PI, AN, VN and INS-…',
    text: /value set 'IdentifierType'.*\(codes = \S+(?:v2-0203#(?:PI|AN|VN)|fr-core-cs-v2-0203#INS-[A-Z-]+)\)$/,
  },
  {
    why: 'preferred: a second category says the section of the laboratory, that it is past, or comes from the text',
    text: /value set 'Observation Category Codes'.*\(codes = \S+(?:v2-0074#(?:GE|MB)|temporality#historical|derivation#extracted-from-text)\)$/,
  },
  {
    why: 'extensible: the code of the value set stands beside one of ours or of SNOMED CT, and both are looked at as one',
    text: /value set 'Observation Interpretation Codes'.*\(codes = \S+v3-ObservationInterpretation#\w+, (?:urn:passerelle:codes:tumor-biomarker-status#\w+|http:\/\/snomed\.info\/sct#1306583007)\)$/,
  },
  {
    why: 'preferred: of all issues, none is a report that contradicts itself',
    text: /value set 'Detected Issue Category'.*\(codes = urn:passerelle:codes:detected-issue#contradiction\)$/,
  },
  {
    why: 'extensible: flags of the French volet that no standard label says',
    text: /value set 'SecurityLabels'.*\(codes = urn:passerelle:codes:meta-dmp-mss#[A-Z_]+\)$/,
  },
  {
    why: 'extensible: of all activities, ISO 21089 alone has pseudonymization',
    text: /value set 'Provenance activity type'.*iso-21089-lifecycle#pseudonymize\)$/,
  },
  {
    why: 'extensible: the sender gave no class of stay, or none that is known',
    text: /v3-NullFlavor#UNK\) was not found in the value set 'V3 Value SetActEncounterCode'/,
  },
  {
    why: 'preferred: a type of document that only its sender knows',
    text: /value set 'Document Type Value Set'.*\(codes = urn:passerelle:demonstration:codes#/,
  },
  { why: 'says what it looked at, and judges nothing', text: /^Details for \S+ matching against profile / },
];
