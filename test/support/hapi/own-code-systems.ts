import { type CodeSystem } from '@medplum/fhirtypes';
import { CHANGE_TYPES, STATUS } from '../../../src/fhir/mapping/results/biomarker-words.js';
import { ALERT, ASSERTION, KIND } from '../../../src/fhir/mapping/results/infection-words.js';
import { RESPONSE } from '../../../src/fhir/mapping/results/response-words.js';
import { OWN } from '../../../src/fhir/mapping/systems.js';

type Words = Readonly<Record<string, string | { readonly label: string }>>;

/** Those of our code systems whose list is closed, with their words: a code that is not in them is an error. */
export function ownCodeSystems(): CodeSystem[] {
  return [
    codeSystem(OWN.infectionKind, KIND),
    codeSystem(OWN.assertion, ASSERTION),
    codeSystem(OWN.alert, ALERT),
    codeSystem(OWN.biomarkerStatus, STATUS),
    codeSystem(OWN.origin, { passerelle: 'Écrit par Passerelle' }),
    codeSystem(OWN.pipeline, { passerelle: 'Passerelle' }),
    codeSystem(OWN.temporality, { historical: 'Antécédent' }),
    codeSystem(OWN.assurance, { rules: 'Règles', 'rules+model': 'Règles et modèle' }),
    codeSystem(OWN.lifecycle, { withdrawn: 'Retiré' }),
    codeSystem(OWN.task, { 're-review': 'Relire', 'hygiene-review': 'Valider une alerte' }),
    codeSystem(OWN.derivation, { 'extracted-from-text': 'Extrait du texte' }),
    codeSystem(OWN.response, byCode(Object.values(RESPONSE))),
    codeSystem(OWN.responseAssessment, {
      'overall-response': 'Réponse globale',
      'recist-overall-response': 'Réponse globale selon RECIST',
    }),
    codeSystem(OWN.changeType, byCode(CHANGE_TYPES)),
    codeSystem(OWN.issue, { contradiction: 'Contradiction' }),
  ];
}

const byCode = (words: readonly { readonly code: string; readonly label: string }[]): Words =>
  Object.fromEntries(words.map(({ code, label }) => [code, label]));

function codeSystem(url: string, words: Words): CodeSystem {
  const concept = Object.entries(words).map(([code, word]) => ({
    code,
    display: typeof word === 'string' ? word : word.label,
  }));
  return { resourceType: 'CodeSystem', url, status: 'active', content: 'complete', concept };
}
