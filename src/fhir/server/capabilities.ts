import {
  type CapabilityStatement,
  type CapabilityStatementRestResource,
  type CapabilityStatementRestResourceSearchParam,
} from '@medplum/fhirtypes';
import { parametersOf, type SearchParameter, STORED_TYPES, type StoredType } from './search-parameters.js';

export interface CapabilityOptions {
  readonly baseUrl: string;
  readonly version: string;
  /** ISO: when this description came into force. */
  readonly date: string;
  /** Documents sent here enter as reports. */
  readonly takesDocuments?: boolean;
}

const DOCUMENTS =
  'A DocumentReference sent by POST or PUT, alone or in a transaction with its Binary, Patient and Encounter, also ' +
  'enters as a report: it is answered once the report is kept, and refused (422) where it makes none. What ' +
  'Passerelle wrote itself carries its tag and never enters. The rules: docs/interfaces.md.';

const INTERACTIONS = [
  'read',
  'vread',
  'update',
  'delete',
  'history-instance',
  'create',
  'search-type',
] as const;
const KINDS = {
  token: 'token',
  code: 'token',
  identifier: 'token',
  reference: 'reference',
  date: 'date',
} as const;

/** What the endpoint does, written from the table it works by. */
export function capabilityStatement(options: CapabilityOptions): CapabilityStatement {
  const { baseUrl, version, date, takesDocuments = false } = options;
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    software: { name: 'Passerelle', version },
    implementation: { description: 'Embedded FHIR endpoint of Passerelle', url: baseUrl },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        ...(takesDocuments && { documentation: DOCUMENTS }),
        security: { description: 'A bearer token, save for /metadata.' },
        resource: STORED_TYPES.map(resourceOf),
        interaction: [{ code: 'transaction' }, { code: 'batch' }],
        searchParam: [
          { name: '_id', type: 'token' },
          { name: '_lastUpdated', type: 'date' },
        ],
      },
    ],
  };
}

function resourceOf(type: StoredType): CapabilityStatementRestResource {
  const parameters = [...parametersOf(type)];
  const references = parameters
    .filter(([, { kind }]) => kind === 'reference')
    .map(([name]) => `${type}:${name}`);
  const searchRevInclude = revIncludesOf(type);
  return {
    type,
    interaction: INTERACTIONS.map((code) => ({ code })),
    versioning: 'versioned',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'not-match',
    conditionalUpdate: true,
    conditionalDelete: 'not-supported',
    referencePolicy: ['literal', 'local'],
    ...(references.length === 0 ? {} : { searchInclude: references }),
    ...(searchRevInclude.length === 0 ? {} : { searchRevInclude }),
    searchParam: [
      { name: '_id', type: 'token' },
      { name: '_lastUpdated', type: 'date' },
      ...parameters.map(([name, parameter]) => searchParamOf(name, parameter)),
    ],
  };
}

const searchParamOf = (
  name: string,
  { kind }: SearchParameter,
): CapabilityStatementRestResourceSearchParam => ({
  name,
  type: KINDS[kind],
});

const revIncludesOf = (target: StoredType): string[] =>
  STORED_TYPES.flatMap((source) =>
    [...parametersOf(source)]
      .filter(([, parameter]) => parameter.kind === 'reference' && parameter.targets.includes(target))
      .map(([name]) => `${source}:${name}`),
  );
