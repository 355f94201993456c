import { type Repetition } from '../../hl7/index.js';
import { type Identifier, type IdentifierKind } from '../../patients/index.js';

/** CX-5, table 0203 as French senders use it. */
const KIND_BY_TYPE: Readonly<Record<string, IdentifierKind>> = {
  INS: 'INS',
  'INS-NIR': 'INS',
  'INS-NIA': 'INS',
  'INS-C': 'INS',
  NH: 'NIR',
  SS: 'NIR',
  NIR: 'NIR',
  NNFRA: 'NIR',
  PI: 'IPP',
  PT: 'IPP',
  MR: 'IPP',
  AN: 'NDA',
  VN: 'VN',
};

/** Authorities of the INS: NIR, NIA, test, demonstration, INS-C. */
const INS_ROOT = '1.2.250.1.213.1.4';
const INS_OIDS: readonly string[] = ['2', '8', '9', '10', '11'].map((arc) => `${INS_ROOT}.${arc}`);

const LONGEST_OID = 199;
const OID = /^[0-2](?:\.(?:0|[1-9]\d*))+$/;
/** Bounded: an expression over megabytes overflows the stack once V8 stops optimising it. */
export const isOid = (text: string): boolean => text.length <= LONGEST_OID && OID.test(text);

/** CX: value, its control digits (CX-2), who gave it (CX-4), what it is (CX-5, else `fallback`). */
export function readIdentifier(cx: Repetition, fallback: IdentifierKind): Identifier | undefined {
  const value = cx.value(1);
  if (value === '') return undefined;
  const name = cx.value(4, 1);
  const universal = cx.value(4, 2);
  const oid = isOid(universal) ? universal : undefined;
  const type = cx.value(5).toUpperCase();
  const kind =
    oid && INS_OIDS.includes(oid) ? 'INS' : type === '' ? fallback : (KIND_BY_TYPE[type] ?? 'AUTRE');
  const hasKey = (kind === 'INS' || kind === 'NIR') && /^\d{2}$/.test(cx.value(2));
  return {
    kind,
    value,
    ...(name || oid ? { authority: { ...(name && { name }), ...(oid && { oid }) } } : {}),
    ...(hasKey && { key: cx.value(2) }),
  };
}

/** Each identifier once. */
export function readIdentifiers(
  fields: readonly { readonly repetitions: readonly Repetition[]; readonly fallback: IdentifierKind }[],
): readonly Identifier[] {
  const found = fields.flatMap(({ repetitions, fallback }) =>
    repetitions.map((cx) => readIdentifier(cx, fallback)).filter((one) => one !== undefined),
  );
  const once = new Map(found.map((one) => [JSON.stringify([one.kind, one.value, one.authority]), one]));
  return [...once.values()];
}
