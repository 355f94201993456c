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
import { CLOCK, type Clock, sensitive } from '../../kernel/index.js';
import { METRICS, type Metrics } from '../../observability/index.js';
import { NeedsScope } from '../../security/index.js';
import { type Answer, type Inbox, type InboundMessage } from '../events.js';
import { readReportEvent } from '../read-report-event.js';
import { localTypesOf, withLocalType } from '../local-types.js';
import { ReportEvent } from '../report-event.js';
import { INBOX } from '../inbox.token.js';

interface Accepted {
  readonly eventId: string;
  readonly accepted: true;
  readonly reportIds?: readonly string[];
}

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
  async receive(@Body() body: unknown, @Headers('x-source') source = 'http'): Promise<Accepted> {
    const read = readReportEvent(body);
    if (!read.ok) throw this.refusal(422, read.failure.code, read.failure.message);
    const { eventId, producer, event } = read.value;
    if (!this.config.site.acceptsFictitious && event.kind === 'report' && event.report.fictitious) {
      throw this.refusal(422, 'EVENT_FICTITIOUS', 'patient.fictitious: only real patients are received here');
    }
    const message: InboundMessage = {
      source: /^[a-z0-9][a-z0-9-]{0,39}$/.test(source) ? source : 'http',
      sender: producer,
      controlId: eventId,
      type: 'report-event',
      raw: sensitive(Buffer.from(JSON.stringify(body))),
      receivedAt: this.clock.now(),
    };
    const told = withLocalType(event, localTypesOf(message.source, this.config.sources));
    const before = await this.inbox.answerFor(message);
    if (before) return JSON.parse(before.bytes.toString('utf8')) as Accepted;
    const accepted: Accepted = { eventId, accepted: true };
    const answer: Answer = { code: 'AA', bytes: Buffer.from(JSON.stringify(accepted)) };
    const kept = await this.inbox.keep(message, [told], answer);
    if (!kept.ok) throw this.refusal(503, kept.failure.code, kept.failure.message);
    this.metrics.messages.inc({ source: message.source, type: message.type, answer: 'AA' });
    return { ...accepted, reportIds: kept.value.reportIds };
  }

  private refusal(status: number, code: string, message: string): HttpException {
    this.metrics.messages.inc({ source: 'http', type: 'report-event', answer: status === 503 ? 'AE' : 'AR' });
    return new HttpException({ statusCode: status, code, message }, status);
  }
}
