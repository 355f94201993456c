/** The lineages a transaction had locked were joined by another one meanwhile. */
export class LineagesMoved extends Error {
  override readonly name = 'LineagesMoved';
  constructor() {
    super('lineages were joined meanwhile');
  }
}

/** PostgreSQL ended one of two transactions that waited for each other. */
const DEADLOCK = '40P01';
const MOST_TIMES = 20;

/** A transaction that could not go on because of another one begins again at once: nobody need ask again. */
export async function beginAgain<T>(transaction: () => Promise<T>): Promise<T> {
  for (let times = 1; ; times += 1) {
    try {
      return await transaction();
    } catch (error) {
      const isPassing = error instanceof LineagesMoved || (error as { code?: string }).code === DEADLOCK;
      if (!isPassing || times === MOST_TIMES) throw error;
    }
  }
}
