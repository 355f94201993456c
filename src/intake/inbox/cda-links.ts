import { type KeyedHash } from '../../security/index.js';
import { type ReportDraft } from '../report.js';
import { type CdaHeader, type CdaId } from './cda-header.js';
import { type CdaLinks } from './lineage-event.js';

type About = Pick<ReportDraft, 'action' | 'assigner' | 'parentDocumentId' | 'type' | 'fictitious'>;

/** The hash of a document's id under its assigner. A test message may repeat a real document's id: it never replaces it. */
export const documentHash = (
  hash: KeyedHash,
  { fictitious, assigner }: Pick<ReportDraft, 'fictitious' | 'assigner'>,
  id: string,
): string => hash('document', ...apart(fictitious), assigner, id);

export const apart = (fictitious: boolean): string[] => (fictitious ? ['fictitious'] : []);

/**
 * What the CDA documents of a message say, as far as it is believed: TXA rules. Where TXA-13 names a parent, the CDA's
 * own parents (RPLC, APND) are not followed, and no id of the parent is taken as another id of the document.
 */
export function cdaLinks(hash: KeyedHash, draft: About, headers: readonly CdaHeader[]): CdaLinks | undefined {
  const parent = draft.parentDocumentId && documentHash(hash, draft, draft.parentDocumentId);
  const namesOf = (some: readonly CdaId[]) => {
    const names = some
      .map((id) => idNames(hash, draft, id))
      .filter((all) => !parent || !all.includes(parent));
    return [...new Set(names.flat())];
  };
  const ids = namesOf(headers.flatMap(({ id }) => id ?? []));
  const related = (typeCode: string) => {
    const all = headers.flatMap((header) => header.related).filter((one) => one.typeCode === typeCode);
    return namesOf(all.map(({ id }) => id)).filter((name) => !ids.includes(name));
  };
  const isAlone = !parent;
  const links: CdaLinks = {
    ids,
    versions: versionsOf(hash, draft, headers),
    same: related('XFRM'),
    replaces: isAlone && draft.action !== 'addendum' ? related('RPLC') : [],
    completes: isAlone && draft.action === 'original' ? related('APND') : [],
  };
  return Object.values(links).some((some: readonly unknown[]) => some.length > 0) ? links : undefined;
}

/** Versions of a document are of one type: a set that is the same for everything a sender writes is not believed so far. */
function versionsOf(hash: KeyedHash, { type, fictitious }: About, headers: readonly CdaHeader[]) {
  const versions = new Map<string, { set: string; number: number }>();
  for (const { setId, versionNumber: number } of headers) {
    if (!setId || number === undefined) continue;
    const set = hash('cda-set', ...apart(fictitious), ...partsOf(setId), type.code);
    versions.set(`${set}/${number}`, { set, number });
  }
  return [...versions.values()];
}

/**
 * A CDA id under the names it may have in TXA-12: `58132^^1.2.250.9^ISO`, `1.2.250.9.58132^SENDER`, `1.2.250.9^SENDER`;
 * and one for what two CDA say of each other.
 */
function idNames(hash: KeyedHash, draft: About, id: CdaId): string[] {
  const { root, extension } = id;
  const named = (assigner: string, name: string) => documentHash(hash, { ...draft, assigner }, name);
  const inCda = hash('cda-document', ...apart(draft.fictitious), ...partsOf(id));
  if (extension === undefined) return [inCda, named(draft.assigner, root)];
  return [inCda, named(root, extension), named(draft.assigner, `${root}.${extension}`)];
}

/** Roots are OIDs or UUIDs: case says nothing in them. */
const partsOf = ({ root, extension }: CdaId): string[] => [root.toLowerCase(), extension ?? ''];
