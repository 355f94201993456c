import { Body, Controller, Headers, HttpCode, HttpException, Inject, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { CONFIG, type PasserelleConfig } from '../../config/index.js';
import { CLOCK, type Clock } from '../../kernel/index.js';
import { METRICS, type Metrics } from '../../observability/index.js';
import { NeedsScope } from '../../security/index.js';
import { type Inbox } from '../events.js';
import { type AcceptedEvent, keepSentEvent, readSentEvent, type Sent } from '../receive-report-event.js';
import { ReportEvent } from '../report-event.js';
import { INBOX } from '../inbox.token.js';

/** Report events over HTTP: kept and queued before the answer, like a message over MLLP. */
@ApiTags('intake')
@ApiBearerAuth()
@Controller('reports')
@NeedsScope('intake')
export class ReportsIntakeController {
  constructor(
    @Inject(INBOX) private readonly inbox: Inbox,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: PasserelleConfig,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a report event.' })
  @ApiBody({ type: ReportEvent })
  @ApiHeader({ name: 'x-source', required: false, description: 'Name of the source; `http` where absent.' })
  @ApiAcceptedResponse({ description: 'Kept and queued. The same event again gets the same answer.' })
  @ApiUnprocessableEntityResponse({ description: 'The event breaks its schema: each path and its rule.' })
  @ApiServiceUnavailableResponse({ description: 'Not kept: send it again.' })
  async receive(@Body() body: unknown, @Headers('x-source') source = 'http'): Promise<AcceptedEvent> {
    const read = readSentEvent(body, this.config.site);
    if (!read.ok) throw this.refusal(422, read.failure.code, read.failure.message);
    const sent: Sent = {
      source: /^[a-z0-9][a-z0-9-]{0,39}$/.test(source) ? source : 'http',
      bytes: Buffer.from(JSON.stringify(body)),
    };
    const { inbox, clock } = this;
    const { sources } = this.config;
    const kept = await keepSentEvent(read.value, sent, { inbox, keep: inbox.keep, clock, sources });
    if (!kept.ok) throw this.refusal(503, kept.failure.code, kept.failure.message);
    const { accepted, replayed } = kept.value;
    if (!replayed) this.metrics.messages.inc({ source: sent.source, type: 'report-event', answer: 'AA' });
    return accepted;
  }

  private refusal(status: number, code: string, message: string): HttpException {
    this.metrics.messages.inc({ source: 'http', type: 'report-event', answer: status === 503 ? 'AE' : 'AR' });
    return new HttpException({ statusCode: status, code, message }, status);
  }
}
