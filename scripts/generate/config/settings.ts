import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import { PasserelleConfig } from '../../../src/config/index.js';
import { described } from './descriptions.js';
import { docComments } from './doc-comments.js';

const SOURCES = ['config', 'hl7-results-config', 'kafka-config', 'source-config'].map(
  (name) => `src/config/${name}.ts`,
);
type Class = new () => object;

/** One rule of class-validator: its name, what it was given, and whether it holds for each item of a list. */
export interface Rule {
  readonly name: string;
  readonly constraints: readonly unknown[];
  readonly each: boolean;
}

export interface Setting {
  /** `mllp[].tls.key` */
  readonly path: string;
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly isList: boolean;
  readonly isRequired: boolean;
  /** What holds when nobody sets it; undefined: nothing. */
  readonly preset: unknown;
  readonly description: string;
  /** Settings under this one. */
  readonly children: readonly Setting[];
}

/** Every setting of the configuration, from the classes that check it. Throws where one has no description. */
export function settings(): Setting[] {
  return settingsOf(PasserelleConfig, '', new Map(SOURCES.flatMap((file) => [...docComments(file)])));
}

/** Every setting that holds a value of its own, without those above it. */
export const leaves = (all: readonly Setting[]): Setting[] =>
  all.flatMap((setting) => (setting.children.length > 0 ? leaves(setting.children) : [setting]));

/** The variable that sets it; a list's items by their index (`0` is the first). */
export function variableOf(path: string): string {
  const parts = path.replaceAll('[]', '.0').split('.');
  return `PASSERELLE_${parts.map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()).join('__')}`;
}

function settingsOf(type: Class, above: string, comments: ReadonlyMap<string, string>): Setting[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const presets = new type() as Record<string, unknown>;
  const names = [...new Set(metadata.map(({ propertyName }) => propertyName))];
  return names.map((name) => {
    const own = metadata.filter(({ propertyName }) => propertyName === name);
    const rules = own.map(({ name: rule = '', type: kind, constraints, each }) => ({
      name: kind === 'customValidation' ? rule : kind,
      constraints: constraints ?? [],
      each,
    }));
    const has = (rule: string) => rules.some((one) => one.name === rule);
    const path = above ? `${above}.${name}` : name;
    const isList = has('isArray');
    const children = has('nestedValidation')
      ? settingsOf(nestedType(type, name, isList), isList ? `${path}[]` : path, comments)
      : [];
    const description = described(path) ?? comments.get(`${type.name}.${name}`) ?? '';
    if (!description && children.length === 0) throw new Error(`No description for the setting ${path}.`);
    const preset = presets[name];
    return {
      ...{ path, name, rules, isList, preset, description, children },
      isRequired: preset === undefined && !has('conditionalValidation'),
    };
  });
}

/** What class-transformer makes of an empty object there. */
function nestedType(type: Class, name: string, isList: boolean): Class {
  const made = plainToInstance(type, { [name]: isList ? [{}] : {} }) as Record<string, unknown>;
  const value = isList ? (made[name] as unknown[])[0] : made[name];
  return (value as object).constructor as Class;
}
