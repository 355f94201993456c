import 'reflect-metadata';
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPropertyOptional,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { type RereadRequests } from '../pipeline/index.js';
import { NeedsScope } from '../security/index.js';
import { IsInstant } from './instant.js';
import { REPORT_STATES, REREAD, REREAD_REPORTS, REREADS } from './reread-answers.js';
import { REREAD_REQUESTS } from './tokens.js';

/** Which delivered reports are read again; all whose reader is older where nothing is said. */
export class RereadRequest {
  @ApiPropertyOptional({
    description: '`pdf`, `cda`, `rtf`, `html`, `tesseract`, or the whole id of a reader.',
  })
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/)
  reader?: string;
  @ApiPropertyOptional() @IsOptional() @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/) source?: string;
  @ApiPropertyOptional({ description: 'LOINC or local code of the document.' })
  @IsOptional()
  @Length(1, 60)
  type?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Received at or after.' })
  @IsOptional()
  @IsInstant()
  from?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Received before.' })
  @IsOptional()
  @IsInstant()
  to?: string;
  @ApiPropertyOptional({ description: 'At most so many, the oldest arrivals first.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  limit?: number;
  @ApiPropertyOptional({ default: false, description: 'Only count.' })
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}

@ApiTags('operations')
@ApiBearerAuth()
@Controller('rereads')
@NeedsScope('read')
export class RereadsController {
  constructor(@Inject(REREAD_REQUESTS) private readonly rereads: RereadRequests) {}

  @Post()
  @HttpCode(202)
  @NeedsScope('operate')
  @ApiOperation({ summary: 'Read delivered reports again whose text an older reader made.' })
  @ApiAcceptedResponse({ schema: REREAD })
  askReread(@Body() { dryRun = false, ...selection }: RereadRequest) {
    return this.rereads.ask(selection, { dryRun });
  }

  @Get()
  @ApiOperation({ summary: 'The last rereads, newest first.' })
  @ApiOkResponse({ schema: REREADS })
  listRereads() {
    return this.rereads.list();
  }

  @Get(':id')
  @ApiOperation({ summary: 'Where one reread is, in counts.' })
  @ApiOkResponse({ schema: REREAD })
  @ApiNotFoundResponse({ description: 'No reread has this id.' })
  async reread(@Param('id', ParseUUIDPipe) id: string) {
    const status = await this.rereads.status(id);
    if (!status) throw new NotFoundException('no reread has this id');
    return status;
  }

  @Get(':id/reports')
  @ApiOperation({ summary: 'Its reports in one state, 500 a page.' })
  @ApiQuery({ name: 'state', enum: REPORT_STATES })
  @ApiQuery({ name: 'after', required: false, description: 'The last `reportId` of the page before.' })
  @ApiOkResponse({ schema: REREAD_REPORTS })
  reportsOfReread(
    @Param('id', ParseUUIDPipe) id: string,
    @Query('state') state: string,
    @Query('after', new ParseUUIDPipe({ optional: true })) after?: string,
  ) {
    if (!REPORT_STATES.some((known) => known === state))
      throw new BadRequestException(`state: one of ${REPORT_STATES.join(', ')}`);
    return this.rereads.reports(id, state, after);
  }

  @Post(':id/stop')
  @HttpCode(202)
  @NeedsScope('operate')
  @ApiOperation({ summary: 'Stop a reread: what is not read yet stays as it is.' })
  @ApiAcceptedResponse({ schema: REREAD })
  @ApiNotFoundResponse({ description: 'No reread has this id.' })
  async stopReread(@Param('id', ParseUUIDPipe) id: string) {
    if (!(await this.rereads.stop(id))) throw new NotFoundException('no reread has this id');
    return this.rereads.status(id);
  }
}
