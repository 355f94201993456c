import { setTimeout as sleep } from 'node:timers/promises';
import { type DocumentReference } from '@medplum/fhirtypes';
import { aTextReport } from './messages.js';
import { openSender, type Sender } from './sender.js';
import { type Service } from './service.js';
import { until } from './until.js';

/** Hospital systems that send, and send again what was not accepted, as they do. */
export interface Traffic {
  /** Accepted so far. */
  accepted(): number;
  /** Answered AE or not at all so far: each was sent again. */
  refused(): number;
  /** Answers that are neither AA nor AE. */
  strange(): readonly string[];
  /** Waits until `count` more were accepted. */
  more(count: number, timeoutMs?: number): Promise<void>;
  /** No new message; waits until each one that was begun is accepted. */
  end(): Promise<readonly string[]>;
}

const ANSWER_MS = 4_000;
const PAUSE_MS = 40;

export function startTraffic(service: Service, name: string, senders = 2): Traffic {
  const accepted: string[] = [];
  const strange: string[] = [];
  let refused = 0;
  let next = 0;
  let isEnding = false;

  async function sendAll(): Promise<void> {
    let sender: Sender | undefined;
    while (!isEnding) {
      const documentId = `${name}-${++next}`;
      const message = aTextReport({ controlId: documentId, documentId, ipp: `87${name.length}${next}` });
      for (let isAccepted = false; !isAccepted;) {
        try {
          sender ??= await openSender(service.mllpPort, ANSWER_MS);
          const { code } = await sender.send(message);
          isAccepted = code === 'AA';
          if (!isAccepted && code !== 'AE') strange.push(code);
        } catch {
          // No answer: a sender connects again.
          sender?.close();
          sender = undefined;
        }
        if (!isAccepted) refused += 1;
        await sleep(isAccepted ? PAUSE_MS : 5 * PAUSE_MS);
      }
      accepted.push(documentId);
    }
    sender?.close();
  }
  const all = Array.from({ length: senders }, sendAll);
  return {
    accepted: () => accepted.length,
    refused: () => refused,
    strange: () => strange,
    async more(count, timeoutMs = 60_000) {
      const from = accepted.length;
      await until(() => accepted.length >= from + count, timeoutMs);
    },
    async end() {
      isEnding = true;
      await Promise.all(all);
      return accepted;
    },
  };
}

/** Each accepted message has one report, delivered, and one current document with its three results; nothing else stands. */
export async function expectEachOnce(
  service: Service,
  accepted: readonly string[],
  name: string,
): Promise<void> {
  const rows = (await service.api.reports()).filter(({ controlId }) => controlId.startsWith(`${name}-`));
  expect(rows.filter(({ state }) => state !== 'delivered')).toEqual([]);
  expect(rows.map(({ controlId }) => controlId).sort()).toEqual([...accepted].sort());
  const documents = (await service.api.documents()).filter(({ masterIdentifier }) =>
    masterIdentifier?.value?.startsWith(`${name}-`),
  );
  const named = ({ status, masterIdentifier }: DocumentReference) => `${masterIdentifier?.value} ${status}`;
  expect(documents.map(named).sort()).toEqual(accepted.map((id) => `${id} current`).sort());
  const sources = new Map(documents.map(({ id }) => [`DocumentReference/${id ?? ''}`, 0]));
  for (const { derivedFrom, status } of await service.api.observations()) {
    const source = derivedFrom?.[0]?.reference ?? '';
    if (sources.has(source) && status === 'preliminary') sources.set(source, (sources.get(source) ?? 0) + 1);
  }
  expect([...sources.values()].filter((count) => count !== 3)).toEqual([]);
}
