import { setTimeout as sleep } from 'node:timers/promises';
import { type ChildService } from './child-service.js';

interface ReportRow {
  readonly state: string;
  readonly receivedAt: string;
  readonly stateSince: string;
}

/** The sum of a metric over its labels; `labels` keeps those that hold it. */
export async function metric(
  { http }: Pick<ChildService, 'http'>,
  name: string,
  labels = '',
): Promise<number> {
  const text = await (await fetch(`${http}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && line.includes(labels))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** Waits until every acknowledged message has its place. */
export async function untilPlaced({ http }: Pick<ChildService, 'http'>): Promise<void> {
  for (;;) {
    const { waiting } = (await (await fetch(`${http}/unplaced-messages`)).json()) as { waiting: number };
    if (waiting === 0) return;
    await sleep(20);
  }
}

/** Waits until so many reports are delivered in all; throws where one fails. Gives the most memory seen, in bytes. */
export async function untilDelivered(service: Pick<ChildService, 'http'>, count: number): Promise<number> {
  for (let most = 0; ; await sleep(50)) {
    most = Math.max(most, await metric(service, 'process_resident_memory_bytes'));
    if ((await metric(service, 'passerelle_reports', 'state="failed"')) > 0)
      throw new Error('A report of the bench failed.');
    if ((await metric(service, 'passerelle_reports', 'state="delivered"')) >= count) return most;
  }
}

/** Every delivered report: milliseconds from its arrival to its delivery, and when it was delivered. */
export async function deliveries({ http }: Pick<ChildService, 'http'>) {
  const found: { tookMs: number; at: number }[] = [];
  for (let after: string | undefined, isOver = false; !isOver;) {
    const answer = await fetch(`${http}/reports/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ limit: 500, state: 'delivered', ...(after && { after }) }),
    });
    const { reports, next } = (await answer.json()) as { reports: ReportRow[]; next: string | null };
    for (const { receivedAt, stateSince } of reports)
      found.push({ tookMs: Date.parse(stateSince) - Date.parse(receivedAt), at: Date.parse(stateSince) });
    after = next ?? undefined;
    isOver = next === null;
  }
  return found;
}
