import { type Coding, type Observation } from '@medplum/fhirtypes';
import { type Identified } from '../bundle.js';
import { type MappingSettings } from '../input.js';
import { sourceCoding } from '../concepts.js';
import { type PlacedFinding } from './context.js';
import { ACQUISITION, type ALERT, type InfectionKind, KIND, type SUSCEPTIBILITY } from './infection-words.js';
import { fieldsOf } from './read-value.js';

export interface InfectionValue {
  readonly kind: InfectionKind;
  readonly name: string;
  readonly code?: { readonly system?: string; readonly code: string; readonly display?: string } | undefined;
  readonly organism?: string | undefined;
  readonly antibiotic?: string | undefined;
  readonly result?: keyof typeof SUSCEPTIBILITY | undefined;
  readonly phenotype?: string | undefined;
  readonly alert?: keyof typeof ALERT | undefined;
  /** Minimum inhibitory concentration in mg/L as written: `0,5`, `> 8`. */
  readonly mic?: string | undefined;
  /** Whose breakpoints: `CA-SFM 2024`, `EUCAST 2025`. */
  readonly norm?: string | undefined;
  readonly acquisition?: keyof typeof ACQUISITION | undefined;
  /** Carried, not infecting. */
  readonly carriage?: boolean | undefined;
  readonly outcome?: string | undefined;
  /** ATC of the antibiotic. */
  readonly atc?: string | undefined;
  /** The disease that a named virus, fungus or parasite gives. */
  readonly disease?: string | undefined;
  /** The gene behind a resistance that is named for its effect. */
  readonly mechanism?: string | undefined;
}

export type PlacedInfection = PlacedFinding<InfectionValue>;

export interface PlacedObservation {
  readonly placed: PlacedInfection;
  readonly observation: Identified<Observation>;
}

export function readInfection(value: unknown): InfectionValue | undefined {
  const fields = fieldsOf(value);
  const kind = fields?.oneOf('kind', Object.keys(KIND) as InfectionKind[]);
  const name = fields?.text('name');
  if (!fields || !kind || !name) return undefined;
  const result = fields.oneOf('result', ['S', 'I', 'R'] as const);
  const alert = fields.oneOf('alert', ['BMR', 'BHRe'] as const);
  if (fields.text('result') && !result) return undefined;
  const [organism, antibiotic, phenotype] = ['organism', 'antibiotic', 'phenotype'].map(fields.text);
  return {
    kind,
    name,
    code: readCode(fields.fields('code')),
    organism,
    antibiotic,
    result,
    phenotype,
    alert,
    ...{ mic: fields.text('mic'), norm: fields.text('norm'), outcome: fields.text('outcome') },
    ...{ atc: fields.text('atc'), disease: fields.text('disease'), mechanism: fields.text('mechanism') },
    acquisition: fields.oneOf('acquisition', Object.keys(ACQUISITION) as (keyof typeof ACQUISITION)[]),
    carriage: fields.flag('carriage'),
  };
}

function readCode(fields: ReturnType<typeof fieldsOf>): InfectionValue['code'] {
  const code = fields?.text('code');
  if (!fields || !code) return undefined;
  const [system, display] = [fields.text('system'), fields.text('display')];
  return { code, ...(system && { system }), ...(display && { display }) };
}

export const codeOf = ({ code }: InfectionValue, settings: MappingSettings): Coding | undefined =>
  code && sourceCoding(code, settings);
