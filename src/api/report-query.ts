import 'reflect-metadata';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDateString, IsIn, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';

export const STATES = [
  'received',
  'held',
  'parked',
  'processing',
  'delivered',
  'failed',
  'cancelled',
] as const;

/** Where a page begins: the moment and the id of the last report of the page before. */
export const PAGE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an operator looks reports up by. Identifiers come in a body, never in an address that gets logged. */
export class ReportQuery {
  @ApiPropertyOptional({ description: 'Any identifier of the patient: IPP, INS…' })
  @IsOptional()
  @Length(1, 60)
  patient?: string;
  @ApiPropertyOptional({ description: 'NDA or visit number.' }) @IsOptional() @Length(1, 60) stay?: string;
  @ApiPropertyOptional({ description: 'Document id (TXA-12).' })
  @IsOptional()
  @Length(1, 200)
  document?: string;
  @ApiPropertyOptional({ enum: STATES }) @IsOptional() @IsIn(STATES) state?: (typeof STATES)[number];
  @ApiPropertyOptional() @IsOptional() @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/) source?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Received at or after.' })
  @IsOptional()
  @IsDateString()
  from?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Received before.' })
  @IsOptional()
  @IsDateString()
  to?: string;
  @ApiPropertyOptional({ description: 'The `next` of the page before.' })
  @IsOptional()
  @Matches(PAGE)
  after?: string;
  @ApiPropertyOptional({ default: 50, maximum: 500 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}
