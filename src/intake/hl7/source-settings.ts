import { type SourceConfig } from '../../config/index.js';
import { parsePath } from '../../hl7/index.js';
import { type Coding } from '../report.js';
import { LOCAL_FIELDS, type LocalVariation, NO_VARIATION } from './local-variation.js';
import { type Hl7Source } from './ports.js';

const LOINC = 'http://loinc.org';

/** What the configuration says of the source of that name, as reading needs it. Nothing said: the standard. */
export function sourceSettings(
  name: string,
  sources: readonly SourceConfig[],
): Required<Pick<Hl7Source, 'variation'>> & Pick<Hl7Source, 'hold'> {
  const config = sources.find((source) => source.name === name);
  return config ? { variation: toVariation(config), hold: config.hold } : { variation: NO_VARIATION };
}

function toVariation({ fields, types, ignoredSegments }: SourceConfig): LocalVariation {
  const paths = LOCAL_FIELDS.flatMap((field) => {
    const text = fields[field];
    return text === undefined ? [] : [[field, parsePath(text)] as const];
  });
  const mapped = types.map(({ local, loinc, label }): [string, Coding] => [
    local,
    { system: LOINC, code: loinc, ...(label && { display: label }) },
  ]);
  return {
    fields: Object.fromEntries(paths),
    ...(fields.ippAuthority && { ippAuthority: fields.ippAuthority }),
    types: new Map(mapped),
    ignoredSegments,
  };
}
