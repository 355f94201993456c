import { type Identifier as FhirIdentifier } from '@medplum/fhirtypes';
import {
  currentIpps,
  type Identifier,
  type Identity,
  qualifiedIns,
  type Stay,
} from '../../patients/index.js';
import { OID } from './concepts.js';
import { siteSystem, slug } from './ids.js';
import { type MappingSettings } from './input.js';
import { FRENCH, HL7 } from './systems.js';

/** INS authorities by OID: what the identifier is in fr-core (STANDARDS 2). */
const INS_TYPE: Readonly<Record<string, { code: string; use: 'official' | 'temp' }>> = {
  '1.2.250.1.213.1.4.8': { code: 'INS-NIR', use: 'official' },
  '1.2.250.1.213.1.4.9': { code: 'INS-NIA', use: 'temp' },
  '1.2.250.1.213.1.4.10': { code: 'INS-NIR-TEST', use: 'official' },
  '1.2.250.1.213.1.4.11': { code: 'INS-NIR-DEMO', use: 'official' },
};

/** System of an identifier: the authority's OID, else the configured URI of its name, else the site's. */
export function identifierSystem(identifier: Identifier, settings: MappingSettings): string {
  const { oid, name } = identifier.authority ?? {};
  if (oid && OID.test(oid)) return `urn:oid:${oid}`;
  const configured = name ? settings.systems?.[name] : undefined;
  if (configured) return configured;
  const kind = identifier.kind.toLowerCase();
  const authority = name ? slug(name) : '';
  return authority ? siteSystem(settings, kind, authority) : siteSystem(settings, kind);
}

/**
 * IPP first, then INS where the identity is qualified, then the IPPs it absorbed (fr-core: `use` old). A NIR that is not
 * an INS is never written.
 */
export function patientIdentifiers(identity: Identity, settings: MappingSettings): FhirIdentifier[] {
  const merged = identity.identifiers.filter(
    ({ kind, value, use }) => kind === 'IPP' && use === 'old' && value.trim(),
  );
  return [
    ...currentIpps(identity).map((one) => typed(one, 'PI', settings)),
    ...qualifiedIns(identity).flatMap(insOf),
    ...merged.map((one): FhirIdentifier => ({ ...typed(one, 'PI', settings), use: 'old' })),
  ];
}

/** NDA (file) first, then VN (visit). */
export function stayIdentifiers(stay: Stay, settings: MappingSettings): FhirIdentifier[] {
  const of = (kind: Identifier['kind'], type: string) =>
    stay.identifiers
      .filter((one) => one.kind === kind && one.value.trim())
      .map((one) => typed(one, type, settings));
  return [...of('NDA', 'AN'), ...of('VN', 'VN')];
}

function typed(identifier: Identifier, code: string, settings: MappingSettings): FhirIdentifier {
  return {
    use: 'usual',
    type: { coding: [{ system: HL7.identifierType, code }] },
    system: identifierSystem(identifier, settings),
    value: identifier.value.trim(),
  };
}

// Only a qualified identity carries the INS, and only under its own OID.
function insOf({ authority, value, key }: Identifier): FhirIdentifier[] {
  const type = INS_TYPE[authority?.oid ?? ''];
  if (!type) return [];
  return [
    {
      use: type.use,
      type: { coding: [{ system: FRENCH.identifierType, code: type.code }] },
      system: `urn:oid:${authority?.oid}`,
      value: `${value.trim()}${value.trim().length === 13 ? (key ?? '') : ''}`,
    },
  ];
}
