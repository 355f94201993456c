import 'reflect-metadata';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { IsInstant, IsPage } from './instant.js';

export const STATES = [
  'received',
  'held',
  'parked',
  'processing',
  'delivered',
  'failed',
  'cancelled',
] as const;

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
  @IsInstant()
  from?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Received before.' })
  @IsOptional()
  @IsInstant()
  to?: string;
  @ApiPropertyOptional({ description: 'The `next` of the page before.' })
  @IsOptional()
  @IsPage()
  after?: string;
  @ApiPropertyOptional({ default: 50, maximum: 500 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}
