import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { NeedsScope } from '../security/index.js';
import { INCIDENTS, JOURNEY, REFUSED_MESSAGES, REPLAYED, REPORT_PAGE } from './answers.js';
import { isPage } from './instant.js';
import { ReportQuery } from './report-query.js';
import { OPERATIONS } from './tokens.js';
import { type Operations } from './typeorm-operations.repository.js';

const REFUSALS_LIMIT = 100;
const INCIDENTS_LIMIT = 100;
const MOST_INCIDENTS = 1_000;

@ApiTags('operations')
@ApiBearerAuth()
@Controller()
@NeedsScope('read')
export class OperationsController {
  constructor(@Inject(OPERATIONS) private readonly operations: Operations) {}

  @Post('reports/search')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reports by patient, stay, document, state, source or date; newest first.' })
  @ApiOkResponse({ schema: REPORT_PAGE })
  search(@Body() query: ReportQuery) {
    return this.operations.search(query);
  }

  @Get('reports/:id')
  @ApiOperation({ summary: 'The journey of one report: where it is, each step, the other versions.' })
  @ApiOkResponse({ schema: JOURNEY })
  @ApiNotFoundResponse({ description: 'No report has this id.' })
  async journey(@Param('id', ParseUUIDPipe) id: string) {
    const journey = await this.operations.journey(id);
    if (!journey) throw new NotFoundException('no report has this id');
    return journey;
  }

  @Get('dead-letters')
  @ApiOperation({ summary: 'Reports that failed for good, with their reason.' })
  @ApiQuery({ name: 'after', required: false, description: 'The `next` of the page before.' })
  @ApiOkResponse({ schema: REPORT_PAGE })
  deadLetters(@Query('after') after?: string) {
    if (after !== undefined && !isPage(after)) throw new BadRequestException('after: not a page');
    return this.operations.search({ state: 'failed', ...(after && { after }) });
  }

  @Post('dead-letters/:id/replay')
  @HttpCode(202)
  @NeedsScope('operate')
  @ApiOperation({ summary: 'Send a dead letter on its walk again.' })
  @ApiAcceptedResponse({ schema: REPLAYED })
  @ApiNotFoundResponse({ description: 'No report has this id.' })
  @ApiConflictResponse({
    description: 'Not among the dead letters, or a later version of its document has gone out.',
  })
  async replay(@Param('id', ParseUUIDPipe) id: string) {
    const outcome = await this.operations.replay(id);
    if (outcome === 'not-found') throw new NotFoundException('no report has this id');
    if (outcome === 'not-failed') throw new ConflictException('the report is not among the dead letters');
    if (outcome === 'waiting')
      throw new ConflictException('the report waits for a document that has not come, or for its patient');
    if (outcome === 'overtaken') throw new ConflictException('a later version of this document has gone out');
    return { id, outcome };
  }

  @Get('incidents')
  @ApiOperation({ summary: 'What a person must look at: wrong patients, documents that change patient.' })
  @ApiOkResponse({ schema: INCIDENTS })
  incidents(@Query('limit', new ParseIntPipe({ optional: true })) limit = INCIDENTS_LIMIT) {
    return this.operations.incidents(Math.min(Math.max(limit, 1), MOST_INCIDENTS));
  }

  @Get('refused-messages')
  @ApiOperation({ summary: 'Messages refused, with their reason; newest first.' })
  @ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', maximum: REFUSALS_LIMIT } })
  @ApiOkResponse({ schema: REFUSED_MESSAGES })
  refusals(@Query('limit', new ParseIntPipe({ optional: true })) limit = REFUSALS_LIMIT) {
    return this.operations.refusals(Math.min(Math.max(limit, 1), REFUSALS_LIMIT));
  }
}
