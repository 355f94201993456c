import { type Element } from '@xmldom/xmldom';
import { type Coding } from '../../../intake/index.js';
import { type InstanceIdentifier } from './cda-header.js';
import { attribute } from './parse-xml.js';

const SYSTEMS: Readonly<Record<string, string>> = { '2.16.840.1.113883.6.1': 'http://loinc.org' };
const HL7_TIME = /^(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})(\d{2})?(?:\.\d+)?)?([+-]\d{2})?(\d{2})?$/;

export function identifierOf(element: Element | undefined): InstanceIdentifier | undefined {
  const root = attribute(element, 'root');
  const extension = attribute(element, 'extension');
  if (root === undefined || attribute(element, 'nullFlavor')) return undefined;
  return extension === undefined ? { root } : { root, extension };
}

export function codingOf(element: Element | undefined): Coding | undefined {
  const code = attribute(element, 'code');
  if (code === undefined) return undefined;
  const oid = attribute(element, 'codeSystem');
  const display = attribute(element, 'displayName');
  return {
    ...(oid !== undefined && { system: SYSTEMS[oid] ?? `urn:oid:${oid}` }),
    code,
    ...(display !== undefined && { display }),
  };
}

/** HL7 time (`20240312103000+0100`, `202403`) to ISO, with the precision it has; nothing where it is neither. */
export function isoTime(value: string | undefined): string | undefined {
  const match = HL7_TIME.exec(value ?? '');
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, zoneHour, zoneMinute] = match;
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  if (day === undefined || hour === undefined) return date;
  const zone = zoneHour === undefined ? '' : `${zoneHour}:${zoneMinute ?? '00'}`;
  return `${date}T${hour}:${minute}:${second ?? '00'}${zone}`;
}

/** Keeps the properties that have a value. */
export function stated<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
