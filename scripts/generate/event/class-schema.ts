import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';

export type Schema = Record<string, unknown>;
type Class = new () => object;

/** What of a property stands in `@ApiProperty`. */
interface ApiProperty {
  readonly description?: string;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly format?: string;
}

interface Rule {
  readonly name: string;
  readonly constraints: readonly unknown[];
  readonly each: boolean;
}

export interface DefinitionOptions {
  /** Rules between properties, by class. */
  readonly more?: Readonly<Record<string, Schema>>;
  /** Fields may be added later: who reads it leaves out what it does not know. */
  readonly isOpen?: boolean;
}

/** Rules that say of a property whether it is looked at, and not what it must be. */
const OPTIONAL = 'conditionalValidation';
/** What no schema says: a day of the calendar, and base64 itself. The class is the stricter one. */
const BEYOND_A_SCHEMA: readonly string[] = ['isIso8601', 'isBase64'];

/**
 * The classes of an event as JSON Schema (2020-12) from the rules that check it: `$defs` by class name. Throws at a rule
 * it does not know. `@IsOptional` takes null as absent; a property under `@ValidateIf` alone is for `more` to say.
 */
export function definitionsOf(
  root: Class,
  { more = {}, isOpen = false }: DefinitionOptions = {},
): Record<string, Schema> {
  const definitions: Record<string, Schema> = {};
  const add = (type: Class): void => {
    if (definitions[type.name]) return;
    definitions[type.name] = {};
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const [name, rules] of rulesByProperty(type)) {
      const nested = rules.some((rule) => rule.name === 'nestedValidation')
        ? nestedType(type, name)
        : undefined;
      if (nested) add(nested);
      const isConditional = rules.some((rule) => rule.name === OPTIONAL);
      if (!isConditional) required.push(name);
      properties[name] = { ...aboutOf(type, name), ...propertyOf(rules, nested, isOptional(type, name)) };
    }
    definitions[type.name] = {
      type: 'object',
      ...(!isOpen && { additionalProperties: false }),
      ...(required.length > 0 && { required }),
      properties,
      ...more[type.name],
    };
  };
  add(root);
  return definitions;
}

function rulesByProperty(type: Class): Map<string, Rule[]> {
  const found = new Map<string, Rule[]>();
  const all = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  for (const { propertyName, type: kind, name = '', constraints, each } of all) {
    const rule = { name: kind === 'customValidation' ? name : kind, constraints: constraints ?? [], each };
    found.set(propertyName, [...(found.get(propertyName) ?? []), rule]);
  }
  return found;
}

/** `@IsOptional`: of a conditional property, its condition does not hold for null. */
function isOptional(type: Class, property: string): boolean {
  const all = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return all.some(({ propertyName, type: kind, constraints }) => {
    if (propertyName !== property || kind !== OPTIONAL) return false;
    const [condition] = constraints as [(object: object, value: unknown) => boolean];
    return !condition({ [property]: null }, null);
  });
}

function propertyOf(rules: readonly Rule[], nested: Class | undefined, isNullable: boolean): Schema {
  const isList = rules.some(({ name }) => name === 'isArray');
  const own = Object.assign({}, ...rules.filter(({ each }) => !each).map(schemaOfRule)) as Schema;
  const items = nested
    ? { $ref: `#/$defs/${nested.name}` }
    : (Object.assign({}, ...rules.filter(({ each }) => each).map(schemaOfRule)) as Schema);
  const schema = isList ? { type: 'array', ...own, items } : nested ? items : own;
  if (!isNullable) return schema;
  if (nested && !isList) return { anyOf: [schema, { type: 'null' }] };
  const { type, enum: choices } = schema as { type?: string; enum?: unknown[] };
  return {
    ...schema,
    ...(type && { type: [type, 'null'] }),
    ...(choices && { enum: [...choices, null] }),
  };
}

function schemaOfRule({ name, constraints }: Rule): Schema {
  const [first, second] = constraints as [never, never];
  if (name === OPTIONAL || name === 'nestedValidation' || name === 'isArray' || name === 'isObject')
    return {};
  if (BEYOND_A_SCHEMA.includes(name)) return { type: 'string' };
  switch (name) {
    case 'isIn':
      return { enum: first };
    case 'isString':
      return { type: 'string' };
    case 'isBoolean':
      return { type: 'boolean' };
    case 'isInt':
      return { type: 'integer' };
    case 'isNumber':
      return { type: 'number' };
    case 'isObject':
      return { type: 'object' };
    case 'isUuid':
      return { type: 'string', format: 'uuid' };
    case 'min':
      return { minimum: first };
    case 'max':
      return { maximum: first };
    case 'isLength':
      return { type: 'string', minLength: first, ...(second !== undefined && { maxLength: second }) };
    case 'maxLength':
      return { type: 'string', maxLength: first };
    case 'matches':
      return { type: 'string', pattern: (first as RegExp).source };
    case 'arrayMaxSize':
      return { maxItems: first };
    default:
      throw new Error(`No schema for the rule ${name}.`);
  }
}

function aboutOf(type: Class, property: string): Schema {
  const told = (Reflect.getMetadata('swagger/apiModelProperties', type.prototype as object, property) ??
    {}) as ApiProperty;
  const { description, default: preset, example, format } = told;
  return {
    ...(description && { description }),
    ...(preset !== undefined && { default: preset }),
    ...(example !== undefined && { examples: [example] }),
    // A day is taken where an instant stands: only the day alone is a format.
    ...(format === 'date' && { format }),
  };
}

/** What class-transformer makes of an object there. */
function nestedType(type: Class, name: string): Class | undefined {
  const made = plainToInstance(type, { [name]: {} }) as Record<string, unknown>;
  const { constructor } = made[name] as object;
  return constructor === Object ? undefined : (constructor as Class);
}
