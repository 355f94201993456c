import { type CodeableConcept, type Coding } from '@medplum/fhirtypes';
import { type ConfidentialityFlag, type Report } from '../../intake/index.js';
import { HL7, OWN } from './systems.js';

/** V: hidden from professionals; R: hidden from the patient or the family, or under review. */
const LEVEL: Readonly<Record<ConfidentialityFlag, 'R' | 'V'>> = {
  MASQUE_PS: 'V',
  CONNEXION_SECRETE: 'V',
  INVISIBLE_PATIENT: 'R',
  INVISIBLE_REP_LEGAUX: 'R',
  MODIF_CONF_CODE: 'R',
};

type Confidential = Pick<Report, 'confidentiality'>;

/** The strictest level of the source; a report without a flag is N. */
export function confidentialityOf({ confidentiality }: Confidential): Coding {
  const levels = confidentiality.map((flag) => LEVEL[flag]);
  const code = levels.includes('V') ? 'V' : levels.includes('R') ? 'R' : 'N';
  return { system: HL7.confidentiality, code };
}

/** Labels of the source document: its level, then each flag as the sender wrote it. */
export function securityLabels(report: Confidential): CodeableConcept[] {
  const flags = report.confidentiality.map((code) => ({ coding: [{ system: OWN.visibility, code }] }));
  return [{ coding: [confidentialityOf(report)] }, ...flags];
}
