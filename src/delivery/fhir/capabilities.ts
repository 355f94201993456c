import { type CapabilityStatement } from '@medplum/fhirtypes';
import { ok, type Result } from '../../kernel/index.js';
import { deliveryFailure } from '../failures.js';
import { type WriteMode } from './write-mode.js';

/** What the server says it can do, as far as we need it. */
export interface Capabilities {
  readonly fhirVersion: string;
  readonly transaction: boolean;
  readonly types: ReadonlyMap<string, TypeCapabilities>;
}

export interface TypeCapabilities {
  /** PUT of an id the server does not know makes it. */
  readonly updateCreate: boolean;
  readonly conditionalCreate: boolean;
  readonly conditionalUpdate: boolean;
}

export function readCapabilities(
  statement: CapabilityStatement | undefined,
  server: string,
): Result<Capabilities> {
  if (statement?.resourceType !== 'CapabilityStatement') {
    return deliveryFailure(
      'FHIR_UNAVAILABLE',
      `answer of ${server}, metadata: it is not a CapabilityStatement`,
    );
  }
  const rest = statement.rest?.find(({ mode }) => mode === 'server');
  const types = (rest?.resource ?? []).map(
    ({ type, updateCreate, conditionalCreate, conditionalUpdate }): [string, TypeCapabilities] => [
      type ?? '',
      {
        updateCreate: updateCreate === true,
        conditionalCreate: conditionalCreate === true,
        conditionalUpdate: conditionalUpdate === true,
      },
    ],
  );
  const transaction = rest?.interaction?.some(({ code }) => code === 'transaction') ?? false;
  return ok({ fhirVersion: statement.fhirVersion ?? '', transaction, types: new Map(types) });
}

const NEEDED: Readonly<Record<WriteMode, keyof TypeCapabilities>> = {
  put: 'updateCreate',
  'conditional-put': 'conditionalUpdate',
  'if-none-exist': 'conditionalCreate',
};

/** What a write mode needs and the server does not announce: `['transaction', 'Observation.updateCreate']`. */
export function lacking(capabilities: Capabilities, mode: WriteMode, types: readonly string[]): string[] {
  const need = NEEDED[mode];
  return [
    ...(capabilities.fhirVersion.startsWith('4.0') ? [] : ['FHIR R4']),
    ...(capabilities.transaction ? [] : ['transaction']),
    ...types.filter((type) => !capabilities.types.get(type)?.[need]).map((type) => `${type}.${need}`),
  ];
}
