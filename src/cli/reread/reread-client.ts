/** What the service answers of one reread (`GET /rereads/{id}`). */
export interface RereadStatus {
  readonly id: string;
  readonly state: 'selecting' | 'reading' | 'done' | 'stopped';
  readonly dryRun: boolean;
  readonly lookedAt: number;
  readonly selected: number;
  readonly elsewhere: number;
  readonly counts: Readonly<Record<'waiting' | 'queued' | 'same' | 'changed' | 'skipped' | 'failed', number>>;
  readonly codes: Readonly<Record<string, number>>;
  readonly walking: number;
  readonly deadLetters: number;
}

export interface RereadReport {
  readonly reportId: string;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}

/** The service did not do as asked: the status of its answer, or why there was none. */
export class ServiceRefusal extends Error {
  override readonly name = 'ServiceRefusal';
}

/** The running service over HTTP: the embedded database belongs to it. */
export function createRereadClient(url: string, token: string | undefined) {
  async function ask<T>(path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      const cause = (error as { cause?: { code?: string } }).cause?.code;
      throw new ServiceRefusal(`le service ne répond pas à cette adresse (${cause ?? 'erreur de réseau'})`);
    });
    if (answer.ok) return (await answer.json()) as T;
    throw new ServiceRefusal(`HTTP ${answer.status}${await reasonOf(answer)}`);
  }

  return {
    ask: (request: object) => ask<RereadStatus>('/rereads', request),
    status: (id: string) => ask<RereadStatus>(`/rereads/${id}`),
    stop: (id: string) => ask<RereadStatus>(`/rereads/${id}/stop`, {}),
    failed: (id: string) => ask<RereadReport[]>(`/rereads/${id}/reports?state=failed`),
  };
}

/** What our service says of its refusal names a field and a rule. */
async function reasonOf(answer: Response): Promise<string> {
  const { message } = (await answer.json().catch(() => ({}))) as { message?: string | string[] };
  return message ? ` : ${[message].flat().join(' ; ')}` : '';
}
