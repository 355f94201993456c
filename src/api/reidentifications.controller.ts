import 'reflect-metadata';
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  NotFoundException,
  ParseIntPipe,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Length, Matches } from 'class-validator';
import { sensitive } from '../kernel/index.js';
import { type Identity } from '../patients/index.js';
import { type Pseudonyms } from '../pseudonymization/index.js';
import { NeedsScope, type Principal, principalOf } from '../security/index.js';
import { REIDENTIFICATION, REIDENTIFICATIONS } from './answers.js';
import { LONGEST_REASON, PSEUDONYM } from './refused-questions.js';
import { PSEUDONYMS } from './tokens.js';

const LIMIT = 100;
const MOST = 500;
const SEQ = /^\d{1,18}$/;

export class ReidentificationQuestion {
  @ApiProperty({
    description:
      'Type and id in the research zone, ours or its server’s: `Patient/…`, `DocumentReference/…`.',
  })
  @Matches(PSEUDONYM)
  resource!: string;
  @ApiProperty({ description: 'Why it must be known: kept, and read by whoever controls these calls.' })
  @Matches(/^(?:\s*\S){10}/u)
  @Length(10, LONGEST_REASON)
  reason!: string;
}

@ApiTags('reidentification')
@ApiBearerAuth()
@Controller('reidentifications')
@NeedsScope('reidentify')
export class ReidentificationsController {
  constructor(@Inject(PSEUDONYMS) private readonly pseudonyms: Pseudonyms) {}

  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Who stands behind an id of the research zone. Kept with who asked, when and why.',
  })
  @ApiOkResponse({ schema: REIDENTIFICATION })
  @ApiNotFoundResponse({
    description: 'Nothing was written under this id, or its patient has no identifier.',
  })
  async ask(@Body() { resource, reason }: ReidentificationQuestion, @Req() request: Principal) {
    const actor = principalOf(request);
    const told = await this.pseudonyms.reidentify({ actor, resource, reason: sensitive(reason) });
    if (told.outcome === 'unknown') throw new NotFoundException('nothing was written under this id');
    if (!told.identity) throw new NotFoundException('the patient of this id came without an identifier');
    return { id: told.id, resource, reportId: told.reportId, patient: answerOf(told.identity.reveal()) };
  }

  @Get()
  @NeedsScope('audit')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Every re-identification asked for, refused ones too, newest first: who, when, what and why.',
  })
  @ApiQuery({ name: 'before', required: false, description: 'The `next` of the page before.' })
  @ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', maximum: MOST } })
  @ApiOkResponse({ schema: REIDENTIFICATIONS })
  async list(
    @Query('before') before?: string,
    @Query('limit', new ParseIntPipe({ optional: true })) given = LIMIT,
  ) {
    if (before !== undefined && !SEQ.test(before)) throw new BadRequestException('before: not a page');
    const limit = Math.min(Math.max(given, 1), MOST);
    const rows = await this.pseudonyms.audit({ limit, ...(before && { before }) });
    return {
      reidentifications: rows.map(({ reason, seq: _seq, ...row }) => ({
        ...row,
        reason: reason?.reveal() ?? null,
      })),
      next: rows.length === limit ? rows.at(-1)?.seq : null,
    };
  }
}

const answerOf = ({ lastName, birthName, firstNames, birthDate, sex, identifiers }: Identity) => ({
  lastName: lastName ?? null,
  birthName: birthName ?? null,
  firstNames,
  birthDate: birthDate ?? null,
  sex,
  identifiers: identifiers.map(({ kind, value, authority }) => ({
    ...{ kind, value, authority: authority?.name ?? authority?.oid ?? null },
  })),
});
