import { ok, type Result } from '../../kernel/index.js';
import { type CodeKind, type SpanCategory, type SpanRole } from '../../pseudonymization/index.js';
import { readYaml } from '../../text/index.js';
import { type SpanLabel } from '../corpora/annotated.js';
import { evaluationFailure } from '../failures.js';
import { ROLE_FEATURES, type RoleFeature, ROLES } from './groups.js';

export { DIRECT_IDENTIFIERS, NOT_ANNOTATED, NOT_IDENTIFYING } from './groups.js';

interface Tag {
  readonly category: SpanCategory;
  readonly role?: SpanRole;
  readonly kind?: CodeKind;
}

interface Table {
  readonly categories: Readonly<Record<SpanCategory, readonly string[]>>;
  readonly roles: Readonly<Record<SpanRole, readonly string[]>>;
  readonly kinds: Readonly<Record<CodeKind, readonly string[]>>;
  readonly tags: Readonly<Record<string, Tag>>;
}

const TABLE = readYaml<Table>(import.meta.url, './labels.yml');

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

const byName = <K extends string>(names: Readonly<Record<K, readonly string[]>>): ReadonlyMap<string, K> =>
  new Map(
    Object.entries<readonly string[]>(names).flatMap(([own, others]) =>
      [own, ...others].map((name) => [plain(name), own as K] as const),
    ),
  );

const CATEGORIES = byName(TABLE.categories);
const ROLE_NAMES = byName(TABLE.roles);
const KINDS = byName(TABLE.kinds);

/** `nom` is a tag of the patient, `Nom` a category whose role stands beside it. */
function tagOf(name: string): Tag | undefined {
  if (Object.hasOwn(TABLE.tags, name)) return TABLE.tags[name];
  const category = CATEGORIES.get(plain(name));
  return category && { category };
}

/** Labels as a corpus writes them; any of its roles may hold the role. */
export interface WrittenLabel {
  readonly category: string;
  readonly roles?: readonly string[];
  readonly kind?: string | undefined;
}

/** Names of a corpus → ours. A role that its category has not is left out, as PARTAGES puts one on `Url`. */
export function readLabel({ category, roles = [], kind }: WrittenLabel): Result<SpanLabel> {
  const tag = tagOf(category);
  if (tag === undefined) return evaluationFailure('CORPUS_LABEL_UNKNOWN', 'unknown category');
  const scheme = ROLES[tag.category];
  const found = roles.map((name) => ROLE_NAMES.get(plain(name)));
  if (scheme !== undefined && found.includes(undefined))
    return evaluationFailure('CORPUS_LABEL_UNKNOWN', 'unknown role');
  const role = found.find((one) => one !== undefined) ?? tag.role ?? null;
  if (scheme !== undefined && role !== null && !scheme.roles.includes(role))
    return evaluationFailure('CORPUS_LABEL_UNKNOWN', `${tag.category} has no such role`);
  const isCode = tag.category === 'IDENTIFYING_CODE';
  const named = kind === undefined || !isCode ? undefined : KINDS.get(plain(kind));
  if (isCode && kind !== undefined && named === undefined)
    return evaluationFailure('CORPUS_LABEL_UNKNOWN', 'unknown kind of code');
  return ok({
    category: tag.category,
    role: scheme === undefined ? null : role,
    kind: isCode ? (named ?? tag.kind ?? null) : null,
  });
}

/** The features of the PARTAGES layer, by their names there. */
export type PartagesFeatures = Partial<Record<RoleFeature | 'CodeType', string>> & {
  readonly Categorie: string;
};

export function toPartages({ category, role, kind }: SpanLabel): PartagesFeatures {
  const feature = ROLES[category]?.feature;
  return {
    Categorie: TABLE.categories[category][0] as string,
    ...(feature !== undefined && role !== null && { [feature]: TABLE.roles[role][0] as string }),
    ...(kind !== null && { CodeType: TABLE.kinds[kind][0] as string }),
  };
}

const given = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** The same features, read; only the role that belongs to the category counts. */
export function fromPartages(
  features: Readonly<Record<string, unknown>>,
  category: string,
): Result<SpanLabel> {
  const own = tagOf(category)?.category;
  const feature = own === undefined ? undefined : ROLES[own]?.feature;
  const role = ROLE_FEATURES.filter((name) => name === feature).flatMap(
    (name) => given(features[name]) ?? [],
  );
  return readLabel({ category, roles: role, kind: given(features.CodeType) });
}

/** A category, then its role or kind. */
export const labelName = ({ category, role, kind }: SpanLabel): string =>
  [category, role ?? kind ?? ''].join(' ').trim();

export const isCategory = (name: string): boolean => name in TABLE.categories;
