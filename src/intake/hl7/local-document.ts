import { type Hl7Path, repetitionAt, type Segment } from '../../hl7/index.js';
import { type Coding } from '../report.js';
import { type LocalVariation } from './local-variation.js';

/** A document's id and the one it replaces, where the source writes them. `undefined`: the usual place holds. */
export interface LocalIds {
  readonly id?: Entity;
  readonly parent?: Entity;
}

/** Empty id: the path finds nothing. */
export interface Entity {
  readonly id: string;
  readonly assigner: string;
}

export function localIds(segments: readonly Segment[], { fields }: LocalVariation): LocalIds {
  return {
    ...(fields.documentId && { id: entityAt(segments, fields.documentId) }),
    ...(fields.parentId && { parent: entityAt(segments, fields.parentId) }),
  };
}

/** A path without component leads to an EI: id, namespace, universal id. */
function entityAt(segments: readonly Segment[], path: Hl7Path): Entity {
  const found = repetitionAt(segments, path);
  const id = found?.value(path.component, path.subcomponent) ?? '';
  if (path.component !== undefined) return { id, assigner: '' };
  return { id, assigner: found?.value(3) || found?.value(2) || '' };
}

/** The type where the source writes it; empty code: the path finds nothing. */
export function localCoding(segments: readonly Segment[], { fields }: LocalVariation): Coding | undefined {
  const path = fields.documentType;
  if (!path) return undefined;
  const found = repetitionAt(segments, path);
  const code = found?.value(path.component, path.subcomponent) ?? '';
  const display = path.component === undefined ? found?.value(2) : undefined;
  const system = path.component === undefined ? found?.value(3) : undefined;
  return { code, ...(system && { system }), ...(display && { display }) };
}

/** The LOINC the configuration gives for a local code, with the source's label where it gives none. */
export function mappedType(
  codings: readonly Coding[],
  { types }: Pick<LocalVariation, 'types'>,
): Coding | undefined {
  const local = codings.find(({ code }) => types.has(code));
  const mapped = local && types.get(local.code);
  return mapped && { ...(local.display && { display: local.display }), ...mapped };
}
