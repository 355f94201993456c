import {
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { NeedsScope } from '../security/index.js';
import { REPLAYED, UNPLACED_MESSAGES } from './answers.js';
import { OPERATIONS } from './tokens.js';
import { type Operations } from './typeorm-operations.repository.js';

const MOST_FAILED = 100;

/** Messages between their acknowledgement and their place among the reports. */
@ApiTags('operations')
@ApiBearerAuth()
@Controller('unplaced-messages')
@NeedsScope('read')
export class MessagesController {
  constructor(@Inject(OPERATIONS) private readonly operations: Operations) {}

  @Get()
  @ApiOperation({
    summary: 'Messages acknowledged that have no place yet, and those that could not be given one.',
  })
  @ApiOkResponse({ schema: UNPLACED_MESSAGES })
  async unplaced() {
    const { waiting } = await this.operations.unplaced.counts();
    return { waiting, failed: await this.operations.unplaced.failed(MOST_FAILED) };
  }

  @Post(':id/replay')
  @HttpCode(202)
  @NeedsScope('operate')
  @ApiOperation({ summary: 'Try to place a message again.' })
  @ApiAcceptedResponse({ schema: REPLAYED })
  @ApiNotFoundResponse({ description: 'No message with this id could not be placed.' })
  async replay(@Param('id', ParseUUIDPipe) id: string) {
    if (!(await this.operations.unplaced.again(id)))
      throw new NotFoundException('no message with this id could not be placed');
    return { id, outcome: 'replayed' };
  }
}
