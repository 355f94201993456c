import {
  BadRequestException,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { NeedsScope } from '../security/index.js';
import { STAY, STAYS } from './answers.js';
import { STAY_OPERATIONS } from './tokens.js';
import { type Stays } from './typeorm-stays.repository.js';

const STATES = ['waiting', 'walking', 'done', 'failed'];
const KEY = /^[0-9a-f]{64}$/;

@ApiTags('operations')
@ApiBearerAuth()
@Controller('stays')
@NeedsScope('read')
export class StaysController {
  constructor(@Inject(STAY_OPERATIONS) private readonly stays: Stays) {}

  @Get()
  @ApiOperation({ summary: 'Stays in a state of their corridor; `failed`: its dead letters.' })
  @ApiQuery({ name: 'state', enum: STATES })
  @ApiOkResponse({ schema: STAYS })
  list(@Query('state') state: string) {
    if (!STATES.includes(state)) throw new BadRequestException(`state: one of ${STATES.join(', ')}`);
    return this.stays.list(state);
  }

  @Get(':key')
  @ApiOperation({ summary: 'Where the corridor of one stay is, and its reports.' })
  @ApiOkResponse({ schema: STAY })
  @ApiNotFoundResponse({ description: 'No stay with documents has this key.' })
  async stay(@Param('key') key: string) {
    const stay = KEY.test(key) ? await this.stays.stay(key) : undefined;
    if (!stay) throw new NotFoundException('no stay has this key');
    return stay;
  }

  @Post(':key/walk')
  @HttpCode(202)
  @NeedsScope('operate')
  @ApiOperation({ summary: 'Walk a stay once more, also one that failed.' })
  @ApiAcceptedResponse({ description: 'Queued.' })
  @ApiNotFoundResponse({ description: 'No stay with documents has this key.' })
  async walk(@Param('key') key: string) {
    if (!KEY.test(key) || !(await this.stays.walk(key))) throw new NotFoundException('no stay has this key');
    return { key, outcome: 'queued' };
  }
}
