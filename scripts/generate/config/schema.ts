import { formatted } from '../formatted.js';
import { type Generator } from '../generator.js';
import { type Rule, type Setting, settings } from './settings.js';

const FILE = 'docs/generated/config.schema.json';

type Schema = Record<string, unknown>;

/** For editors and deployment tools. The rules between settings are in docs/configuration.md. */
export const configSchema: Generator = {
  file: FILE,
  generate: () =>
    formatted(
      FILE,
      JSON.stringify({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        title: 'Configuration of Passerelle',
        ...objectOf(settings(), { isPartial: true }),
      }),
    ),
};

/** A file may leave out what another sets: only the items of a list must be whole. */
function objectOf(all: readonly Setting[], { isPartial }: { isPartial: boolean }): Schema {
  const required = isPartial ? [] : all.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(all.map((setting) => [setting.name, schemaOf(setting, isPartial)])),
  };
}

function schemaOf(setting: Setting, isPartial: boolean): Schema {
  const { description, isList, children, preset, rules } = setting;
  const about = {
    ...(description && { description }),
    ...(children.length === 0 && preset !== undefined && { default: preset }),
  };
  const ruled = (each: boolean) =>
    Object.assign({}, ...rules.filter((rule) => rule.each === each).map(schemaOfRule)) as Schema;
  if (!isList)
    return { ...about, ...(children.length > 0 ? objectOf(children, { isPartial }) : ruled(false)) };
  const items = children.length > 0 ? objectOf(children, { isPartial: false }) : ruled(true);
  return { ...about, type: 'array', ...ruled(false), items };
}

function schemaOfRule({ name, constraints }: Rule): Schema {
  const [first, second] = constraints as [never, never];
  switch (name) {
    case 'isIn':
      return { enum: first };
    case 'isInt':
      return { type: 'integer' };
    case 'isBoolean':
      return { type: 'boolean' };
    case 'isString':
      return { type: 'string' };
    case 'isUrl':
      return { type: 'string', format: 'uri' };
    case 'matches':
      return { type: 'string', pattern: (first as RegExp).source };
    case 'isLength':
      return { type: 'string', minLength: first, maxLength: second };
    case 'minLength':
      return { minLength: first };
    case 'min':
      return { minimum: first };
    case 'max':
      return { maximum: first };
    case 'arrayMinSize':
      return { minItems: first };
    case 'arrayUnique':
      return { uniqueItems: true };
    case 'isArray':
    case 'conditionalValidation':
    case 'nestedValidation':
      return {};
    default:
      throw new Error(`No schema is written for the rule ${name}.`);
  }
}
