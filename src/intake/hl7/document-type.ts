import { type Segment } from '../../hl7/index.js';
import { type Coding } from '../report.js';
import { localCoding, mappedType } from './local-document.js';
import { type LocalVariation, NO_VARIATION } from './local-variation.js';
import { type ReportGroup } from './report-groups.js';

const LOINC = 'http://loinc.org';
const SYSTEMS: Readonly<Record<string, string>> = {
  LN: LOINC,
  LOINC,
  TRE_A05: 'urn:oid:1.2.250.1.213.1.1.4.12',
  'TRE_A05-TYPEDOCCOMPL': 'urn:oid:1.2.250.1.213.1.1.4.12',
};

function readCoding(segment: Segment | undefined, field: number): Coding | undefined {
  const code = segment?.value(field) ?? '';
  if (!segment || code === '') return undefined;
  const display = segment.value(field, 2);
  return withSystem({ code, system: segment.value(field, 3), ...(display && { display }) });
}

/** Coding systems by their URI; a code that looks like LOINC and names no system is LOINC. */
function withSystem({ code, system: named = '', display }: Coding): Coding {
  const system = SYSTEMS[named.toUpperCase()] ?? (named || (/^\d{3,6}-\d$/.test(code) ? LOINC : undefined));
  return { code, ...(system && { system }), ...(display && { display }) };
}

/**
 * Type of the document: where the source is said to write it, through its map of local codes; else the first LOINC code among TXA-2, OBX-3 of an embedded file and OBR-4, else the first code.
 * TXA-2 has only a code: its label is taken where another field has the same code.
 */
export function readDocumentType(
  group: ReportGroup,
  first: Segment | undefined,
  isEmbedded: boolean,
  variation: LocalVariation = NO_VARIATION,
): Coding | undefined {
  const local = localCoding(group.segments, variation);
  if (local) return mappedType([local], variation) ?? (local.code === '' ? undefined : withSystem(local));
  const ofObservation = readCoding(first, 3);
  const codings = [
    readCoding(group.txa, 2),
    isEmbedded ? ofObservation : undefined,
    readCoding(group.obr, 4),
    ofObservation,
  ].filter((coding) => coding !== undefined);
  const mapped = mappedType(codings, variation);
  if (mapped) return mapped;
  const chosen = codings.find(({ system }) => system === LOINC) ?? codings[0];
  if (!chosen || chosen.display) return chosen;
  const labelled = codings.find(({ code, display }) => code === chosen.code && display);
  return labelled ? { ...labelled, ...chosen } : chosen;
}
