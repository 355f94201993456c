import { type Request } from 'express';
import { sensitive } from '../kernel/index.js';
import { type Logger } from '../observability/index.js';
import { type Pseudonyms, type RefusedOutcome } from '../pseudonymization/index.js';
import { type Authorize } from '../security/index.js';

/** Told of every request that is refused, before the refusal is answered. */
export type OnRefusal = (request: Request, status: number) => Promise<void>;

/** Type and id in the research zone. */
export const PSEUDONYM = /^(Patient|DocumentReference)\/[A-Za-z0-9.-]{1,64}$/;
export const LONGEST_REASON = 1_000;

const PATH = /^\/reidentifications\/?$/i;
const NOT_FOUND = 404;

interface Parts {
  readonly pseudonyms: Pick<Pseudonyms, 'refuse'>;
  readonly authorize: Authorize;
  readonly logger: Logger;
}

/**
 * Keeps the re-identifications that are refused before they are asked: no token, not its scope, no reason, a body that is not
 * read. What nobody we know wrote is not kept: that they tried is. 404 was asked, and is kept with its answer.
 */
export function keepRefusedQuestions({ pseudonyms, authorize, logger }: Parts): OnRefusal {
  return async (request, status) => {
    if (request.method !== 'POST' || !PATH.test(request.path)) return;
    if (status < 400 || status >= 500 || status === NOT_FOUND) return;
    const access = authorize(
      {
        authorization: request.headers.authorization,
        host: request.headers.host,
        remoteAddress: request.socket.remoteAddress,
      },
      'reidentify',
    );
    const actor = access.principal;
    const said = actor === undefined ? {} : whatIsSaid(request.body);
    try {
      await pseudonyms.refuse({ ...(actor !== undefined && { actor }), ...said, outcome: outcomeOf(status) });
    } catch (error) {
      logger.error({ error }, 'A refused re-identification could not be kept');
    }
  };
}

function outcomeOf(status: number): RefusedOutcome {
  if (status === 401) return 'not-authenticated';
  return status === 403 ? 'not-allowed' : 'not-well-formed';
}

function whatIsSaid(body: unknown) {
  const { resource, reason } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  return {
    ...(typeof resource === 'string' && PSEUDONYM.test(resource) && { resource }),
    ...(typeof reason === 'string' &&
      reason !== '' && { reason: sensitive(reason.slice(0, LONGEST_REASON)) }),
  };
}
