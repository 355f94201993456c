import { HL7_PATH } from '../../../src/hl7/index.js';
import { type Setting } from './settings.js';

/** What a value must be, in words. */
export function ruleText(setting: Setting): string {
  const words = wordsOf(setting).filter(Boolean).join(', ');
  return setting.isList ? `list: ${words || 'of what follows'}` : words;
}

function wordsOf({ rules, isList }: Setting): string[] {
  const given = (name: string) => rules.find((rule) => rule.name === name)?.constraints;
  const choices = given('isIn')?.[0] as readonly string[] | undefined;
  const pattern = given('matches')?.[0] as RegExp | undefined;
  const [shortest, longest] = (given('isLength') ?? []) as [number?, number?];
  const [least] = (given('min') ?? []) as [number?];
  const [most] = (given('max') ?? []) as [number?];
  return [
    choices ? choices.map((choice) => `\`${choice}\``).join(', ') : '',
    given('isInt') ? `integer${least === undefined ? '' : ` from ${least} to ${most}`}` : '',
    given('isBoolean') ? '`true` or `false`' : '',
    given('isUrl') ? 'http or https URL' : '',
    pattern === HL7_PATH
      ? 'a path, such as `PID-3[5=PI].1`'
      : pattern
        ? `\`${pattern.source.replaceAll('|', '\\|').replaceAll('\\/', '/')}\``
        : '',
    shortest === undefined ? '' : `${shortest} to ${longest} characters`,
    given('isString') && !choices ? 'text' : '',
    isList && given('arrayMinSize') ? 'at least one' : '',
    isList && given('arrayUnique') ? 'none twice' : '',
  ];
}
