import { type Repetition, type Segment } from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type CdaId } from '../inbox/cda-header.js';
import { type Coding, type ReportAction, type ReportDraft } from '../report.js';
import { type Entity, localIds } from './local-document.js';
import { type LocalVariation, NO_VARIATION } from './local-variation.js';
import { refuse, type Refusal } from './refusals.js';
import { type ReportGroup } from './report-groups.js';

export interface DocumentContext {
  readonly group: ReportGroup;
  readonly type: Coding;
  readonly action: ReportAction;
  readonly isVolet: boolean;
  /** MSH-10. */
  readonly controlId: string;
  /** Assigner of ids that name none: the sending facility, else application, else source. */
  readonly sender: string;
  /** The id in the header of the first CDA. */
  readonly cdaId?: CdaId | undefined;
  /** Where the source writes its ids, if elsewhere. */
  readonly variation?: LocalVariation;
}

type DocumentIds = Pick<ReportDraft, 'documentId' | 'assigner' | 'parentDocumentId'>;

/** EI: id, namespace, universal id. A CDA id without extension comes as a universal id alone. */
function readEntity(ei: Repetition | undefined): Entity | undefined {
  if (!ei) return undefined;
  const [id = '', namespace = '', universal = ''] = [1, 2, 3].map((component) => ei.value(component));
  if (id === '') return universal === '' ? undefined : { id: universal, assigner: namespace };
  return { id, assigner: universal || namespace };
}

const entity = (segment: Segment | undefined, field: number) => readEntity(segment?.repetitions(field)[0]);

/**
 * Which document, and which one it replaces or deletes. Where the source is said to write it, else in order: TXA-12 (parent TXA-13); filler order number
 * (OBR-3, ORC-3, TXA-15) and document type; placer order number (OBR-2, ORC-2, TXA-14) and type; the id in its CDA; the
 * message itself.
 * A deletion with TXA-12 and TXA-13 withdraws TXA-12, the last version, and TXA-13 ties it to its lineage.
 */
export function readDocumentIds(context: DocumentContext): Result<DocumentIds, Refusal> {
  const { txa } = context.group;
  const local = localIds(context.group.segments, context.variation ?? NO_VARIATION);
  if (local.id?.id === '') {
    return refuse(
      'HL7_FIELD_MISSING',
      undefined,
      'the document id is missing where the source is said to write it',
    );
  }
  const unique = local.id ?? entity(txa, 12);
  const parent = local.parent ? given(local.parent) : entity(txa, 13);
  if (unique || (parent && context.action === 'deletion')) {
    const { id, assigner } = unique ?? parent ?? { id: '', assigner: '' };
    return withParent({ documentId: id, assigner: assigner || context.sender }, parent?.id, context);
  }
  const order = orderNumber(context.group);
  if (order) {
    const documentId = `${order.id}/${context.type.code}`;
    return withParent({ documentId, assigner: order.assigner || context.sender }, parent?.id, context);
  }
  const { cdaId } = context;
  if (cdaId && !parent) {
    // As TXA-12 writes it: `58132^^1.2.250.9^ISO`, or a root alone.
    const { root, extension } = cdaId;
    return ok({ documentId: extension ?? root, assigner: extension ? root : context.sender });
  }
  if (context.action !== 'original') {
    const place = txa ? { segment: 'TXA', ordinal: 1, field: 12 } : orderPlace(context.group);
    return refuse('HL7_FIELD_MISSING', place, 'a replacement or deletion must name its document');
  }
  // Nothing names this document: it can never be replaced, only resent under the same MSH-10.
  const documentId = `message:${context.controlId}/${context.group.number}`;
  return ok({ documentId, assigner: context.sender });
}

const given = (entity: Entity): Entity | undefined => (entity.id === '' ? undefined : entity);

const orderPlace = ({ obr }: ReportGroup) => ({ segment: 'OBR', ordinal: obr?.ordinal ?? 1, field: 3 });

function orderNumber({ obr, orc, txa }: ReportGroup): { id: string; assigner: string } | undefined {
  const filler = entity(obr, 3) ?? entity(orc, 3) ?? entity(txa, 15);
  if (filler) return filler;
  const placer = entity(obr, 2) ?? entity(orc, 2) ?? entity(txa, 14);
  return placer && { id: `placer:${placer.id}`, assigner: placer.assigner };
}

function withParent(
  ids: DocumentIds,
  parentId: string | undefined,
  { action, isVolet }: DocumentContext,
): Result<DocumentIds, Refusal> {
  const place = { segment: 'TXA', ordinal: 1, field: 13 };
  const parentDocumentId = parentId === ids.documentId ? undefined : parentId;
  // Taken as new, the version before it would stay; taken as a replacement, the event would be contradicted.
  if (action === 'original' && parentDocumentId) {
    return refuse('HL7_INCOHERENT', place, 'a new document has no parent');
  }
  if (action === 'replacement' && isVolet && !ids.documentId.includes('/') && !parentId) {
    return refuse('HL7_FIELD_MISSING', place, 'a replacement must name the version it replaces');
  }
  return ok({ ...ids, ...(parentDocumentId && { parentDocumentId }) });
}
