import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { watchEventLoop } from './event-loop-delay.js';
import { createKafkaMetrics } from './kafka-metrics.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export type Metrics = ReturnType<typeof createMetrics>;

/** What Prometheus reads at /metrics. Labels name sources, types, use cases and codes: never a patient. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    eventLoopDelay: watchEventLoop(registers),
    ...createKafkaMetrics(registers),
    messages: new Counter({
      name: 'passerelle_messages_total',
      help: 'Messages answered, by source, type and acknowledgement code.',
      labelNames: ['source', 'type', 'answer'],
      registers,
    }),
    refusals: new Counter({
      name: 'passerelle_refused_messages_total',
      help: 'Messages refused, by source and code.',
      labelNames: ['source', 'code'],
      registers,
    }),
    messageSeconds: new Histogram({
      name: 'passerelle_message_seconds',
      help: 'From the last byte of a message to its acknowledgement.',
      labelNames: ['source'],
      buckets: SECONDS,
      registers,
    }),
    garbage: new Counter({
      name: 'passerelle_mllp_garbage_bytes_total',
      help: 'Bytes received outside any MLLP frame.',
      labelNames: ['source'],
      registers,
    }),
    connections: new Gauge({
      name: 'passerelle_mllp_connections',
      help: 'MLLP sockets open.',
      labelNames: ['source'],
      registers,
    }),
    reports: new Counter({
      name: 'passerelle_reports_total',
      help: 'Reports that reached a state, by source; once each, however often they walk.',
      labelNames: ['source', 'state'],
      registers,
    }),
    incidents: new Counter({
      name: 'passerelle_incidents_total',
      help: 'What a person must look at (GET /incidents), by source and code.',
      labelNames: ['source', 'code'],
      registers,
    }),
    stayRuns: new Counter({
      name: 'passerelle_stay_runs_total',
      help: 'Runs of the corridor of a stay, by outcome (done, documents-again, deferred, failed).',
      labelNames: ['outcome'],
      registers,
    }),
    walksAgain: new Counter({
      name: 'passerelle_walks_again_total',
      help: 'Delivered reports that walked again, by reason (NAMES_LEARNED, READ_AGAIN).',
      labelNames: ['reason'],
      registers,
    }),
    rereads: new Counter({
      name: 'passerelle_rereads_total',
      help: 'Reports read again by a newer reader, by outcome (same, changed, skipped, failed).',
      labelNames: ['outcome'],
      registers,
    }),
    stepSeconds: new Histogram({
      name: 'passerelle_step_seconds',
      help: 'Time a report spends in each room.',
      labelNames: ['step'],
      buckets: SECONDS,
      registers,
    }),
    reportSeconds: new Histogram({
      name: 'passerelle_report_seconds',
      help: 'From the arrival of a report to its delivery.',
      labelNames: ['source'],
      buckets: SECONDS,
      registers,
    }),
    failures: new Counter({
      name: 'passerelle_failures_total',
      help: 'Failures of a report on its walk, by code and class.',
      labelNames: ['code', 'class'],
      registers,
    }),
    deliveries: new Counter({
      name: 'passerelle_deliveries_total',
      help: 'Bundles sent, by zone and outcome (`sent`, or the failure code).',
      labelNames: ['zone', 'outcome'],
      registers,
    }),
    announcements: new Counter({
      name: 'passerelle_announcements_total',
      help: 'Attempts to announce a delivered report, by channel and outcome (`sent`, or the failure code).',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    announcementStates: new Gauge({
      name: 'passerelle_announcements',
      help: 'Announcements that wait (pending) or are dead letters (failed), by channel.',
      labelNames: ['channel', 'state'],
      registers,
    }),
    deliverySeconds: new Histogram({
      name: 'passerelle_delivery_seconds',
      help: 'Time a FHIR server takes for a Bundle.',
      labelNames: ['zone'],
      buckets: SECONDS,
      registers,
    }),
    findings: new Counter({
      name: 'passerelle_findings_total',
      help: 'Findings of first walks, by use case and assertion.',
      labelNames: ['use_case', 'assertion'],
      registers,
    }),
    unplaced: new Gauge({
      name: 'passerelle_unplaced_messages',
      help: 'Messages acknowledged and without a place yet (waiting), or that could not be placed (failed).',
      labelNames: ['state'],
      registers,
    }),
    queue: new Gauge({
      name: 'passerelle_queue_jobs',
      help: 'Jobs in the queue, waiting or running.',
      labelNames: ['state'],
      registers,
    }),
    states: new Gauge({
      name: 'passerelle_reports',
      help: 'Reports now in each state, by source (failed: dead letters).',
      labelNames: ['source', 'state'],
      registers,
    }),
  };
}
