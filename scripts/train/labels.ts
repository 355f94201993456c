/** Labels of the model, in the order of its outputs. */
export const CATEGORIES = [
  'LAST_NAME',
  'FIRST_NAME',
  'FAMILY_STATUS',
  'PATIENT_SOCIAL_IDENTITY',
  'PATIENT_NATIONALITY',
  'PATIENT_BIRTHDATE',
  'IDENTIFYING_DATE',
  'UNIDENTIFYING_DATE',
  'IDENTIFYING_CODE',
  'ADDRESS',
  'CITY',
  'POSTAL_CODE',
  'COUNTRY',
  'HOSPITAL',
  'EMAIL',
  'PHONE_NUMBER',
  'URL',
] as const;

/** `O`, then each category as first token (`B-`) and as a further one (`I-`). */
export const CATEGORY_LABELS = ['O', ...CATEGORIES.flatMap((category) => [`B-${category}`, `I-${category}`])];

/** The role of a person or place, or the kind of a code; `none` for the categories that have neither. */
export const ATTRIBUTE_LABELS = [
  ...['none', 'Patient', 'Carer', 'Hospital', 'Other'],
  ...['IPP', 'NDA', 'NIR', 'INS', 'RPPS', 'FINESS', 'AUTRE'],
];

export interface GoldSpan {
  readonly start: number;
  readonly end: number;
  readonly category: string;
  readonly role?: string | null;
  readonly kind?: string | null;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const indexIn = (labels: readonly string[], label: string): number => {
  const index = labels.indexOf(label);
  if (index < 0) throw new Error(`unknown label ${label}`);
  return index;
};

/** The labels of each token: it belongs to the span it shares a sign with. */
export function labelTokens(
  tokens: readonly Stretch[],
  spans: readonly GoldSpan[],
): { categories: Uint8Array; attributes: Uint8Array } {
  const categories = new Uint8Array(tokens.length);
  const attributes = new Uint8Array(tokens.length);
  let from = 0;
  for (const { start, end, category, role, kind } of [...spans].sort((a, b) => a.start - b.start)) {
    while (from < tokens.length && (tokens[from] as Stretch).end <= start) from += 1;
    for (let at = from, part = 'B'; at < tokens.length && (tokens[at] as Stretch).start < end; at += 1) {
      categories[at] = indexIn(CATEGORY_LABELS, `${part}-${category}`);
      attributes[at] = indexIn(ATTRIBUTE_LABELS, kind ?? role ?? 'none');
      part = 'I';
    }
  }
  return { categories, attributes };
}
