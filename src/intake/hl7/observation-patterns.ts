import { type ConfidentialityFlag } from '../report.js';

/** Coding system of the volet's metadata observations (OBX-3.3); version 1.2 of the volet leaves it out. */
export const METADATA_SYSTEM = 'METADMPMSS';

/** Metadata of the volet, all versions: they say what to do with the document, they are not the document. */
export const METADATA_CODES: readonly string[] = [
  'MASQUE_PS',
  'INVISIBLE_PATIENT',
  'INVISIBLE_REP_LEGAUX',
  'INVISIBLE_REPRESENTANTS_LEGAUX',
  'CONNEXION_SECRETE',
  'MODIF_CONF_CODE',
  'MODIF_CONFIDENTIALITYCODE',
  'DESTDMP',
  'DESTMSSANTEPS',
  'DESTMSSANTEPAT',
  'ACK_RECEPTION',
  'ACK_LECTURE',
  'ACK_LECTURE_MSS',
  'CORPSMAIL_PS',
  'CORPSMAIL_PATIENT',
  'COMP_LOT',
];

/** Those that restrict who may see the document, under their present and former names. */
export const CONFIDENTIALITY_CODES: Readonly<Record<string, ConfidentialityFlag>> = {
  MASQUE_PS: 'MASQUE_PS',
  INVISIBLE_PATIENT: 'INVISIBLE_PATIENT',
  INVISIBLE_REP_LEGAUX: 'INVISIBLE_REP_LEGAUX',
  INVISIBLE_REPRESENTANTS_LEGAUX: 'INVISIBLE_REP_LEGAUX',
  CONNEXION_SECRETE: 'CONNEXION_SECRETE',
  MODIF_CONF_CODE: 'MODIF_CONF_CODE',
  MODIF_CONFIDENTIALITYCODE: 'MODIF_CONF_CODE',
};

/** Value types (OBX-2) whose content is a line of text. */
export const TEXT_TYPES: readonly string[] = ['TX', 'FT', 'ST'];

/** Value types of measured results. */
export const MEASURE_TYPES: readonly string[] = ['NM', 'SN'];
