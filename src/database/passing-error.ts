/** Connection lost (08), resources short (53), object in use (55), operator's stop (57), disk (58), conflict (40), read-only after a failover. */
const SQL_STATES = /^(08|53|55|57|58|40|25006$)/;
const SYSTEM = /^E(CONN|PIPE|TIMEDOUT|NOTFOUND|HOST|NET|ADDRNOTAVAIL|PROTO|AI_AGAIN)/;
/** The last one is TypeORM’s word for a session that ended between two statements of a transaction. */
const MESSAGES =
  /[Cc]onnection (terminated|ended)|timeout (exceeded|expired)|Client (has encountered a connection error|was closed)|runner (was )?already released/;

/** The database is away, short of something or in a failover: the same statement may pass later. */
export function isPassingError(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'string' && (SQL_STATES.test(code) || SYSTEM.test(code))) return true;
  return error instanceof Error && MESSAGES.test(error.message);
}

/** No connection (08), no disk or no session left (531, 533), stopped by an operator (57P), a system error (58), no writes. */
const AWAY = /^(08|531|533|57P|58|25006$)/;
/** Rights, tables, columns and prepared statements: the installation is at fault, whatever is written. */
const UNFIT = /^(42501|42P01|42703|42704|0A000|26000|42P05)$/;

/** Of the passing errors, one that says nothing of what was written: everything fails in this way at the moment. */
export function isAway(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'string') return AWAY.test(code) || SYSTEM.test(code) || UNFIT.test(code);
  return error instanceof Error && MESSAGES.test(error.message);
}
