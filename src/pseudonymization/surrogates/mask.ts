import { type Candidate } from '../detectors/candidate.js';
import { type SpanCategory } from '../pseudonymized-document.js';

/** What a French reader sees in place of a masked stretch. */
const TAGS: Readonly<Record<SpanCategory, string>> = {
  LAST_NAME: 'NOM',
  FIRST_NAME: 'PRENOM',
  FAMILY_STATUS: 'SITUATION_FAMILIALE',
  PATIENT_SOCIAL_IDENTITY: 'IDENTITE_SOCIALE',
  PATIENT_NATIONALITY: 'NATIONALITE',
  PATIENT_BIRTHDATE: 'DATE_NAISSANCE',
  IDENTIFYING_DATE: 'DATE',
  UNIDENTIFYING_DATE: 'DATE',
  IDENTIFYING_CODE: 'CODE',
  ADDRESS: 'ADRESSE',
  CITY: 'VILLE',
  POSTAL_CODE: 'CODE_POSTAL',
  COUNTRY: 'PAYS',
  HOSPITAL: 'ETABLISSEMENT',
  EMAIL: 'COURRIEL',
  PHONE_NUMBER: 'TELEPHONE',
  URL: 'LIEN',
  AGE: 'AGE',
};

const KINDS = ['IPP', 'NDA', 'NIR', 'INS', 'RPPS', 'FINESS'];
const MASK = new RegExp(`\\[(?:${[...new Set(Object.values(TAGS)), ...KINDS].join('|')})\\]`, 'g');

/** The text without our tags: their words may be somebody's name. */
export const withoutMasks = (text: string): string => text.replace(MASK, '[]');

/** A tag that tells the category (the kind, of a code) and nothing else. A line break stays one: a table keeps its rows. */
export const maskOf = (raw: string, { category, kind }: Pick<Candidate, 'category' | 'kind'>): string =>
  `[${kind === undefined || kind === 'AUTRE' ? TAGS[category] : kind}]${raw.includes('\n') ? '\n' : ''}`;
