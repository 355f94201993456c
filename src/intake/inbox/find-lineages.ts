import { type EntityManager } from 'typeorm';
import { type Sensitive } from '../../kernel/index.js';
import { type Identity } from '../../patients/index.js';
import { lineagesOf, lineagesOfNext } from './lineage-rows.js';
import {
  deletionKeys,
  type Naming,
  neededKeys,
  ownKeys,
  statedIds,
  tiesNothing,
  tyingKeys,
} from './lineage-ties.js';
import { type WhoseLineage } from './typeorm-patient-check.repository.js';

export interface Found {
  /** Where the message goes. */
  readonly lineage: string;
  /** Other lineages it shows to be the same document: they go on in that one. */
  readonly left: readonly string[];
  readonly isWaiting: boolean;
  /** The lineage belongs to another patient. */
  readonly isOthers: boolean;
  /** Of a deletion: the lineage of another patient that it names beside its own. Nothing of it is withdrawn. */
  readonly spared?: string;
  /** Ids it names whose documents stay where they are. */
  readonly sparedIds?: readonly string[];
  /** The lineage of another patient that a CDA, or somebody else's message, would tie it to. It is not tied to it. */
  readonly unfollowed?: string;
}

interface Asked {
  readonly naming: Naming;
  readonly waitsFor: readonly string[];
  /** Where it goes if nothing of it is known. */
  readonly otherwise: string;
  /** It goes there, and what else it names goes with it. */
  readonly into?: string;
  readonly identity: Sensitive<Identity>;
  /** It says itself that the patient is wrong: it goes where its document is, and ties nothing. */
  readonly isWrongPatient?: boolean | undefined;
}

export type WhoseLineageIs = (
  sql: EntityManager,
  lineage: string,
  identity: Sensitive<Identity>,
) => Promise<WhoseLineage>;

const PLAIN = { left: [], isWaiting: false, isOthers: false } as const;

/**
 * Where a message goes by all that it names. What is another patient's is never tied to anything. By what the message
 * itself names (TXA-12, the order number, TXA-13) it is parked then; what only a CDA or another message tells is
 * not followed, and a CDA not even where nobody can say whose the document is.
 */
export function createFindLineages(whoseLineage: WhoseLineageIs) {
  return async (sql: EntityManager, asked: Asked): Promise<Found> => {
    const { naming, waitsFor, otherwise, into, identity, isWrongPatient = false } = asked;
    const isApart = isWrongPatient || tiesNothing(naming);
    const keys = {
      needed: neededKeys(waitsFor, naming),
      own: ownKeys(naming),
      tied: isApart ? [] : tyingKeys(naming),
      deletions: deletionKeys(naming),
    };
    const ids = statedIds(naming);
    const known = await lineagesOf(sql, [...new Set([...Object.values(keys).flat(), ...ids])]);
    const under = (some: readonly string[]) => some.flatMap((key) => known.get(key) ?? []);
    const isSame = async (one: string) => (await whoseLineage(sql, one, identity)) === 'same';
    if (isWrongPatient) return whereWithdrawn();

    const isNext = !isApart && naming.action !== 'deletion';
    const next = isNext ? await lineagesOfNext(sql, [naming.document]) : [];
    const borne = (isNext && naming.cda?.ids) || [];
    const nextByCda = borne.length > 0 ? await lineagesOfNext(sql, borne) : [];
    const stated = new Set(under(ids));
    const told = new Set([...under(keys.deletions), ...next]);
    const hinted = [...under([...keys.needed, ...keys.own, ...keys.tied]), ...nextByCda];
    const [kept, differing, unfollowed]: string[][] = [[], [], []];
    for (const one of new Set([...(into ? [into] : []), ...hinted, ...next])) {
      const whose = await whoseLineage(sql, one, identity);
      const isStated = stated.has(one) || !(told.has(one) || hinted.includes(one));
      if (whose === 'another') (isStated ? differing : unfollowed)?.push(one);
      else if (isStated || told.has(one) || whose === 'same') kept?.push(one);
    }
    return whereTied(kept ?? [], differing ?? [], unfollowed?.[0]);

    function whereTied(
      own: readonly string[],
      others: readonly string[],
      notFollowed: string | undefined,
    ): Found {
      const also = notFollowed === undefined ? {} : { unfollowed: notFollowed };
      const isHere = (one: string) => own.includes(one) || others.includes(one);
      const isMissing = waitsFor.length > 0 && !under(keys.needed).some(isHere);
      if (isMissing || (into !== undefined && !isHere(into))) {
        const lineage = under(keys.own).find(isHere) ?? otherwise;
        return { ...PLAIN, lineage, isWaiting: true, ...also };
      }
      const [first, ...rest] = own;
      const left = isApart ? [] : rest;
      const [other] = others;
      if (other === undefined) return { ...PLAIN, lineage: first ?? otherwise, left, ...also };
      // What a deletion names of its own patient goes, whatever else it names.
      if (naming.action !== 'deletion' || first === undefined) {
        return { ...PLAIN, lineage: other, isOthers: true };
      }
      const sparedIds = ids.filter((id) => others.includes(known.get(id) ?? ''));
      return { ...PLAIN, lineage: first, left, spared: other, sparedIds };
    }

    /** Its own document whoever it is of; by the version before it, or by a CDA, only what is of the same patient. */
    async function whereWithdrawn(): Promise<Found> {
      let [lineage] = under([naming.document]);
      for (const one of new Set([...(into ? [into] : []), ...under([...keys.own, ...keys.needed])])) {
        if (lineage === undefined && (await isSame(one))) lineage = one;
      }
      const sparedIds = ids.filter((id) => known.has(id) && known.get(id) !== lineage);
      if (lineage !== undefined) return { ...PLAIN, lineage, sparedIds };
      return { ...PLAIN, lineage: otherwise, isWaiting: waitsFor.length > 0 || into !== undefined };
    }
  };
}
