import { type EntityManager } from 'typeorm';
import { type Sensitive } from '../../kernel/index.js';
import { type Identity } from '../../patients/index.js';
import { lineagesOf, lineagesOfNext } from './lineage-rows.js';
import { idsOf, type Naming, neededKeys, ownKeys, tiesNothing, tyingKeys } from './lineage-ties.js';

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

export type IsAnotherPatient = (
  sql: EntityManager,
  lineage: string,
  identity: Sensitive<Identity>,
) => Promise<boolean>;

/** Where a message goes by all that it names. What is another patient's is never tied to anything. */
export function createFindLineages(isAnotherPatient: IsAnotherPatient) {
  return async (sql: EntityManager, asked: Asked): Promise<Found> => {
    const { naming, waitsFor, otherwise, into, identity, isWrongPatient = false } = asked;
    const isApart = isWrongPatient || tiesNothing(naming);
    const keys = {
      needed: neededKeys(waitsFor, naming),
      own: ownKeys(naming),
      tied: isApart ? [] : tyingKeys(naming),
    };
    const known = await lineagesOf(sql, Object.values(keys).flat());
    const under = (some: readonly string[]) => some.flatMap((key) => known.get(key) ?? []);
    const [needed, own] = [under(keys.needed), under(keys.own)];
    if (waitsFor.length > 0 && needed.length === 0) {
      return { lineage: own[0] ?? otherwise, left: [], isWaiting: true, isOthers: false };
    }
    const isNext = !isApart && naming.action !== 'deletion';
    const next = isNext ? await lineagesOfNext(sql, idsOf(naming)) : [];
    const all = [...new Set([...(into ? [into] : []), ...needed, ...own, ...under(keys.tied), ...next])];
    const [lineage = otherwise, ...others] = all;
    const left = isApart ? [] : others;
    if (isWrongPatient) return { lineage, left: [], isWaiting: false, isOthers: false };
    const differing: string[] = [];
    for (const one of [lineage, ...left]) {
      if (await isAnotherPatient(sql, one, identity)) differing.push(one);
    }
    const [other] = differing;
    if (other === undefined) return { lineage, left, isWaiting: false, isOthers: false };
    // What a deletion names of its own patient goes, whatever else it names.
    const [first, ...rest] = [lineage, ...left].filter((one) => !differing.includes(one));
    if (naming.action !== 'deletion' || first === undefined) {
      return { lineage: other, left: [], isWaiting: false, isOthers: true };
    }
    return { lineage: first, left: rest, isWaiting: false, isOthers: false, spared: other };
  };
}
