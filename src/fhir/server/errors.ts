import { type Answer } from './http.js';
import { outcomeOf, Refusal, refusalAt } from './refusal.js';
import { sqlStateOf } from './transact.js';

/** Connections refused, lost or too many; a server that stops. */
const UNAVAILABLE = /^(08|57P|53|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/;
/** A value PostgreSQL does not take. Ours are checked before: this is the net under it. */
const BAD_VALUE = /^22/;

interface Place {
  readonly place?: string;
  readonly onError: (error: unknown) => void;
}

/** What an error tells the client: a refusal with its rule; anything else, that it failed and no more. */
export function answerOfError(error: unknown, { place, onError }: Place): Answer {
  if (error instanceof Refusal) {
    const refusal = place === undefined ? error : refusalAt(error, place);
    return { status: refusal.status, headers: refusal.headers, resource: outcomeOf(refusal.issues) };
  }
  const state = sqlStateOf(error);
  if (BAD_VALUE.test(state)) {
    return { status: 400, resource: outcomeOf([{ code: 'value', text: 'A value is not acceptable.' }]) };
  }
  onError(error);
  if (UNAVAILABLE.test(state)) {
    const resource = outcomeOf([{ code: 'transient', text: 'The database does not answer.' }]);
    return { status: 503, headers: { 'Retry-After': '5' }, resource };
  }
  return { status: 500, resource: outcomeOf([{ code: 'exception', text: 'The request failed.' }]) };
}
