import { type DataSource } from 'typeorm';
import { type Service } from './service.js';
import { type Told } from './story.js';
import { until } from './until.js';

/** Sends messages in their order, and checks what each is answered. */
export async function tell(service: Service, messages: readonly Told[]): Promise<void> {
  const sender = await service.sender();
  try {
    for (const { controlId, bytes, answer } of messages) {
      const { code } = await sender.send(bytes);
      if (code !== answer) throw new Error(`${controlId} was answered ${code}, not ${answer}`);
    }
  } finally {
    sender.close();
  }
}

/** Waits until nothing acknowledged is on its way any more: messages, reports, stays and patients. */
export async function quiet(service: Service, sql: DataSource, timeoutMs = 120_000): Promise<void> {
  await until(
    async () => {
      await service.api.settled(timeoutMs);
      const rows = await sql.query<{ jobs: number }[]>(
        `SELECT count(*)::int AS jobs FROM queue.job WHERE state IN ('created', 'retry', 'active')`,
      );
      return rows[0]?.jobs === 0;
    },
    timeoutMs,
    200,
  );
}
