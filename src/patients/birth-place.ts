import { type Identity } from './identity.js';
import { without } from './objects.js';

const INSEE = /^(?:\d{2}|2[AB])\d{3}$/;

/** An INSEE code as it is written officially (`63220`, `2A004`, `99109`); nothing where the text is none. */
export function inseeCode(text: string | undefined): string | undefined {
  const code = (text ?? '').slice(0, 12).trim().toUpperCase();
  return INSEE.test(code) ? code : undefined;
}

/**
 * The less reliable identity without what would not go with the other's place of birth: the code of another name, the
 * name of another code.
 */
export function agreeing(loser: Identity, winner: Identity): Identity {
  const isOther = (mine: string | undefined, theirs: string | undefined) =>
    mine !== undefined && theirs !== undefined && mine.trim().toUpperCase() !== theirs.trim().toUpperCase();
  const name = isOther(winner.birthPlaceCode, loser.birthPlaceCode) ? without(loser, 'birthPlace') : loser;
  return isOther(winner.birthPlace, loser.birthPlace) ? without(name, 'birthPlaceCode') : name;
}
