import {
  BadRequestException,
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
import { CHANNELS } from '../delivery/index.js';
import { NeedsScope } from '../security/index.js';
import { ANNOUNCEMENT_PAGE, ANNOUNCEMENT_STATES, REPLAYED } from './answers.js';
import { ANNOUNCEMENT_OPERATIONS } from './tokens.js';
import { type AnnouncementOperations } from './typeorm-announcements.repository.js';

const LIMIT = 100;
const MOST = 500;
const SEQ = /^\d{1,18}$/;

@ApiTags('operations')
@ApiBearerAuth()
@Controller('announcements')
@NeedsScope('read')
export class AnnouncementsController {
  constructor(@Inject(ANNOUNCEMENT_OPERATIONS) private readonly operations: AnnouncementOperations) {}

  @Get()
  @ApiOperation({
    summary: 'Announcements in a state, in the order they go out; `failed`: the dead letters.',
  })
  @ApiQuery({
    name: 'state',
    enum: ANNOUNCEMENT_STATES,
    required: false,
    description: '`failed` where absent.',
  })
  @ApiQuery({ name: 'channel', enum: CHANNELS, required: false })
  @ApiQuery({ name: 'reportId', required: false, schema: { type: 'string', format: 'uuid' } })
  @ApiQuery({ name: 'after', required: false, description: 'The `next` of the page before.' })
  @ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', maximum: MOST } })
  @ApiOkResponse({ schema: ANNOUNCEMENT_PAGE })
  list(
    @Query('state') state = 'failed',
    @Query('channel') channel?: string,
    @Query('reportId', new ParseUUIDPipe({ optional: true })) reportId?: string,
    @Query('after') after?: string,
    @Query('limit', new ParseIntPipe({ optional: true })) limit = LIMIT,
  ) {
    if (!ANNOUNCEMENT_STATES.includes(state))
      throw new BadRequestException(`state: one of ${ANNOUNCEMENT_STATES.join(', ')}`);
    if (channel !== undefined && !CHANNELS.some((name) => name === channel))
      throw new BadRequestException(`channel: one of ${CHANNELS.join(', ')}`);
    if (after !== undefined && !SEQ.test(after)) throw new BadRequestException('after: not a page');
    return this.operations.list({
      state,
      ...(channel && { channel }),
      ...(reportId && { reportId }),
      ...(after && { after }),
      limit: Math.min(Math.max(limit, 1), MOST),
    });
  }

  @Post(':id/replay')
  @HttpCode(202)
  @NeedsScope('operate')
  @ApiOperation({ summary: 'Send a dead letter again.' })
  @ApiAcceptedResponse({ schema: REPLAYED })
  @ApiNotFoundResponse({ description: 'No announcement has this id.' })
  @ApiConflictResponse({
    description: 'Not among the dead letters, or something later of its document was announced.',
  })
  async replay(@Param('id', ParseUUIDPipe) id: string) {
    const outcome = await this.operations.replay(id);
    if (outcome === 'not-found') throw new NotFoundException('no announcement has this id');
    if (outcome === 'not-failed')
      throw new ConflictException('the announcement is not among the dead letters');
    if (outcome === 'overtaken')
      throw new ConflictException('something later of this document was announced');
    return { id, outcome };
  }
}
