import { type Zone } from './outbox/outbox.js';

/** What the room counts; src/observability gives it. */
export interface DeliveryMetrics {
  delivered(zone: Zone, seconds: number): void;
  /** `final`: it went to the dead letters. */
  failed(zone: Zone, code: string, final: boolean): void;
}

export const NO_METRICS: DeliveryMetrics = { delivered: () => undefined, failed: () => undefined };
