import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { parse } from 'yaml';
import { failuresOf, ok, type Result } from '../kernel/index.js';
import { pathOf } from '../validation/index.js';
import { PasserelleConfig } from './config.js';
import { checkTogether } from './check-together.js';

const configFailure = failuresOf({ CONFIG_UNREADABLE: 'permanent', CONFIG_INVALID: 'permanent' });
const PREFIX = 'PASSERELLE_';
const FILE_SUFFIX = '_FILE';

type Tree = Record<string, unknown>;
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `config/default.yml`, then the file PASSERELLE_CONFIG names, then the environment
 * (`PASSERELLE_DATABASE__URL` sets `database.url`; `…__URL_FILE` reads it from a file), checks it all and
 * freezes it. A refusal names each setting and its rule, never its value.
 */
export function loadConfig(environment: Environment = process.env): Result<PasserelleConfig> {
  let tree: Tree = {};
  const files = ['config/default.yml', environment[`${PREFIX}CONFIG`]].filter((file) => file !== undefined);
  for (const file of files) {
    const text = readText(file);
    if (text === undefined) {
      return configFailure('CONFIG_UNREADABLE', `configuration file not found or not readable: ${file}`);
    }
    try {
      tree = merge(tree, (parse(text) ?? {}) as Tree);
    } catch {
      return configFailure('CONFIG_UNREADABLE', `configuration file is not valid YAML: ${file}`);
    }
  }
  const overridden = applyEnvironment(tree, environment);
  if (!overridden.ok) return overridden;
  return checkConfig(overridden.value);
}

/** Checks a configuration tree against PasserelleConfig. */
export function checkConfig(tree: unknown): Result<PasserelleConfig> {
  const config = plainToInstance(PasserelleConfig, tree);
  const errors = validateSync(config, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  const problems = errors.length > 0 ? describe(errors) : checkTogether(config);
  if (problems.length > 0) return configFailure('CONFIG_INVALID', problems.join('; '));
  return ok(freeze(config));
}

function describe(errors: readonly ValidationError[], path = ''): string[] {
  return errors.flatMap((error) => {
    const here = pathOf(path, error.property);
    const own = Object.keys(error.constraints ?? {}).map((rule) =>
      rule === 'whitelistValidation' ? `${here}: unknown setting` : `${here}: ${ruleText(error, rule)}`,
    );
    return [...own, ...describe(error.children ?? [], here)];
  });
}

/** class-validator's sentence without the property name, which it repeats. None of its defaults quotes the value. */
function ruleText(error: ValidationError, rule: string): string {
  return (error.constraints?.[rule] ?? rule).replace(`${error.property} `, '');
}

function merge(base: Tree, over: Tree): Tree {
  const result: Tree = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] = isTree(before) && isTree(value) ? merge(before, value) : value;
  }
  return result;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function applyEnvironment(tree: Tree, environment: Environment): Result<Tree> {
  const result = structuredClone(tree);
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(PREFIX) || name === `${PREFIX}CONFIG` || value === undefined) continue;
    const fromFile = name.endsWith(FILE_SUFFIX);
    const text = fromFile ? readText(value) : value;
    if (text === undefined) {
      return configFailure('CONFIG_UNREADABLE', `${name}: the file it names cannot be read`);
    }
    const meant = scalar(text, fromFile);
    if (!meant.ok) return configFailure('CONFIG_INVALID', `${name}: not a YAML list`);
    const path = name.slice(PREFIX.length, fromFile ? -FILE_SUFFIX.length : undefined).split('__');
    set(result, path.map(camelCase), meant.value);
  }
  return ok(result);
}

const camelCase = (part: string): string =>
  part.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * `5` and `true` and `[a, b]` mean what they mean in YAML; everything else is text. A file holds a secret: a
 * password of digits stays text.
 */
function scalar(text: string, isFile: boolean): Result<unknown> {
  if (!(isFile ? /^\[.*\]$/s : /^(\d+|true|false|\[.*\])$/s).test(text)) return ok(text);
  try {
    return ok(parse(text) as unknown);
  } catch {
    // The parser quotes what it cannot read.
    return configFailure('CONFIG_INVALID', 'not YAML');
  }
}

function set(tree: Tree, path: readonly string[], value: unknown): void {
  let at: Tree = tree;
  for (const [depth, part] of path.slice(0, -1).entries()) {
    const next = at[part];
    const fresh = /^\d+$/.test(path[depth + 1] ?? '') ? [] : {};
    at = (at[part] = typeof next === 'object' && next !== null ? next : fresh) as Tree;
  }
  at[path.at(-1) as string] = value;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
