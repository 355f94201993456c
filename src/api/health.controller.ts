import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { QUEUE, type Queue } from '../database/index.js';
import { METRICS, type Metrics } from '../observability/index.js';
import { READY } from './answers.js';
import { ANNOUNCEMENT_OPERATIONS, OPERATIONS, READINESS } from './tokens.js';
import { type AnnouncementOperations } from './typeorm-announcements.repository.js';
import { type Operations } from './typeorm-operations.repository.js';

/** Each part answers true when it can serve. */
export type Readiness = Readonly<Record<string, () => Promise<boolean>>>;

const ANSWER_MS = 2_000;

/** A part that fails, or says nothing for so long, cannot serve. */
async function inTime(check: () => Promise<boolean>): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(ANSWER_MS, false, { signal: timer.signal, ref: false }).catch(() => false);
  return Promise.race([check().catch(() => false), late]).finally(() => timer.abort());
}

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    @Inject(READINESS) private readonly readiness: Readiness,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(OPERATIONS) private readonly operations: Operations,
    @Inject(ANNOUNCEMENT_OPERATIONS) private readonly announcements: AnnouncementOperations,
  ) {}

  @Get('health')
  @ApiOperation({ summary: 'The process is alive.' })
  health() {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Every part can serve; 503 with the parts that cannot.' })
  @ApiOkResponse({ schema: READY })
  @ApiServiceUnavailableResponse({ schema: READY })
  async ready() {
    const parts = await Promise.all(
      Object.entries(this.readiness).map(async ([name, check]) => [name, await inTime(check)] as const),
    );
    const status = Object.fromEntries(parts);
    if (parts.some(([, isReady]) => !isReady))
      throw new ServiceUnavailableException({ status: 'unavailable', parts: status });
    return { status: 'ok', parts: status };
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ summary: 'Prometheus metrics.' })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async prometheus(): Promise<string> {
    const [depth, counts, unplaced, announcements] = await Promise.all([
      this.queue.depth(),
      this.operations.counts(),
      this.operations.unplaced.counts(),
      this.announcements.counts(),
    ]);
    for (const state of ['waiting', 'failed'] as const) this.metrics.unplaced.set({ state }, unplaced[state]);
    this.metrics.queue.set({ state: 'waiting' }, depth.waiting);
    this.metrics.queue.set({ state: 'running' }, depth.running);
    this.metrics.states.reset();
    for (const { source, state, count } of counts) this.metrics.states.set({ source, state }, count);
    this.metrics.announcementStates.reset();
    for (const { channel, state, count } of announcements)
      this.metrics.announcementStates.set({ channel, state }, count);
    return this.metrics.registry.metrics();
  }
}
