import type { Result } from '../../../kernel/index.js';
import type { CodeKind, SpanCategory, SpanRole } from '../../pseudonymized-document.js';
import { FEATURE_VERSION } from './features.js';

/** The categories a model may know: the contract's, without ages, which rules read. */
const CATEGORIES: readonly SpanCategory[] = [
  ...(['LAST_NAME', 'FIRST_NAME', 'FAMILY_STATUS', 'PATIENT_SOCIAL_IDENTITY'] as const),
  ...(['PATIENT_NATIONALITY', 'PATIENT_BIRTHDATE', 'IDENTIFYING_DATE', 'UNIDENTIFYING_DATE'] as const),
  ...(['IDENTIFYING_CODE', 'ADDRESS', 'CITY', 'POSTAL_CODE', 'COUNTRY', 'HOSPITAL'] as const),
  ...(['EMAIL', 'PHONE_NUMBER', 'URL'] as const),
];
const ROLES: readonly SpanRole[] = ['Patient', 'Carer', 'Hospital', 'Other'];
const KINDS: readonly CodeKind[] = ['IPP', 'NDA', 'NIR', 'INS', 'RPPS', 'FINESS', 'AUTRE'];

/** What each column of the two outputs means. */
export interface ModelLabels {
  readonly category: readonly { readonly part: 'O' | 'B' | 'I'; readonly category?: SpanCategory }[];
  readonly attribute: readonly { readonly role?: SpanRole; readonly kind?: CodeKind }[];
}

export interface ModelSettings {
  readonly labels: ModelLabels;
  /** In tokens. */
  readonly window: { readonly tokens: number; readonly overlap: number };
}

const invalid = (rule: string): Result<never> => ({
  ok: false,
  failure: { code: 'MODEL_INVALID', class: 'permanent', message: `manifest.yaml: ${rule}` },
});

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function readCategory(label: unknown): ModelLabels['category'][number] | undefined {
  if (label === 'O') return { part: 'O' };
  const [, part, name] = /^([BI])-([A-Z_]{3,40})$/.exec(String(label)) ?? [];
  const category = CATEGORIES.find((one) => one === name);
  return category && { part: part as 'B' | 'I', category };
}

function readAttribute(label: unknown): ModelLabels['attribute'][number] | undefined {
  if (label === 'none') return {};
  const role = ROLES.find((one) => one === label);
  const kind = KINDS.find((one) => one === label);
  return role ? { role } : kind && { kind };
}

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** Reads what the manifest says of labels, features and windows; refuses what this version cannot run. */
export function readSettings(manifest: Readonly<Record<string, unknown>>): Result<ModelSettings> {
  const { features, labels, window } = manifest;
  if (!isTree(features) || features['version'] !== FEATURE_VERSION)
    return invalid(`features.version must be ${FEATURE_VERSION}`);
  if (!isTree(window) || !isWhole(window['tokens'], 16, 4096))
    return invalid('window.tokens must be an integer from 16 to 4096');
  const { tokens } = window;
  if (!isWhole(window['overlap'], 0, Math.floor((tokens as number) / 2)))
    return invalid('window.overlap must be an integer up to half of window.tokens');
  const [given, said] = isTree(labels) ? [labels['category'], labels['attribute']] : [];
  const category = Array.isArray(given) ? given.map(readCategory) : [];
  const attribute = Array.isArray(said) ? said.map(readAttribute) : [];
  if (category[0]?.part !== 'O' || category.length < 3 || category.includes(undefined))
    return invalid('labels.category must be O, then B- and I- of known categories');
  if (attribute.length === 0 || attribute.includes(undefined))
    return invalid('labels.attribute must be none, roles and kinds of codes');
  return {
    ok: true,
    value: {
      labels: { category, attribute } as ModelLabels,
      window: { tokens: tokens as number, overlap: window['overlap'] as number },
    },
  };
}
