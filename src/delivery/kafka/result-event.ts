import 'reflect-metadata';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const ACTIONS = ['delivered', 'replaced', 'renewed', 'suspended', 'withdrawn'] as const;
const KINDS = ['report', 'stay'] as const;
const ASSERTIONS = ['Present', 'Absent', 'Indetermine'] as const;
const TEMPORALITIES = ['current', 'historical'] as const;
const OPAQUE = /^[0-9a-f]{64}$/;
const REFERENCE = /^[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9\-.]{1,64}$/;

export class ResultDocumentType {
  @ApiPropertyOptional({ description: 'As the source writes it, or the URI of LOINC.' })
  @IsOptional()
  @IsString()
  system?: string;
  @ApiProperty({ description: 'LOINC or local code.' }) @IsString() code!: string;
}

export class ResultResources {
  @ApiProperty({ description: 'Of the care server, as configured.' }) @IsString() baseUrl!: string;
  @ApiProperty({
    type: [String],
    description:
      '`Type/id` of everything delivered for the document, without version. No Patient, no Encounter.',
  })
  @IsArray()
  @Matches(REFERENCE, { each: true })
  resources!: string[];
}

export class ResultEvidence {
  @ApiProperty({ description: 'UTF-16 code units into the text of the document.' })
  @IsInt()
  @Min(0)
  start!: number;
  @ApiProperty() @IsInt() @Min(1) end!: number;
  @ApiProperty({ description: 'The words themselves.' }) @IsString() text!: string;
}

export class ResultFinding {
  @ApiProperty() @IsString() useCase!: string;
  @ApiProperty() @IsString() useCaseVersion!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Its shape by use case: docs/batch-contract.md.',
  })
  @IsObject()
  value!: object;
  @ApiProperty({ enum: ASSERTIONS }) @IsIn(ASSERTIONS) assertion!: (typeof ASSERTIONS)[number];
  @ApiProperty({ enum: TEMPORALITIES }) @IsIn(TEMPORALITIES) temporality!: (typeof TEMPORALITIES)[number];
  @ApiPropertyOptional({ description: 'ISO: a year, a month or a day.' })
  @IsOptional()
  @IsString()
  date?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() specimen?: string;
  @ApiProperty({ minimum: 0, maximum: 1 }) @IsNumber() @Min(0) @Max(1) confidence!: number;
  @ApiProperty({ type: [ResultEvidence] })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ResultEvidence)
  evidence!: ResultEvidence[];
}

/** A record of the results topic (`kafka.results.topic`). Its key is `lineage`. */
export class ResultEvent {
  @ApiProperty({ enum: [1], description: 'Of this schema. Fields may be added under the same one.' })
  @IsIn([1])
  schemaVersion!: 1;
  @ApiProperty({
    format: 'uuid',
    description: 'The same each time the event is sent: drop what you have seen.',
  })
  @IsUUID()
  eventId!: string;
  @ApiProperty({ enum: KINDS }) @IsIn(KINDS) kind!: (typeof KINDS)[number];
  @ApiProperty({
    enum: ACTIONS,
    description:
      'delivered: the first one of its document. replaced: a later message changed it. renewed: the same version, results made again. ' +
      'suspended: taken back until it is available again. withdrawn: deleted.',
  })
  @IsIn(ACTIONS)
  action!: (typeof ACTIONS)[number];
  @ApiProperty({ format: 'uuid', description: 'For `GET /reports/{id}`.' }) @IsUUID() reportId!: string;
  @ApiProperty({ description: 'The document through its versions: a keyed hash.' })
  @Matches(OPAQUE)
  lineage!: string;
  @ApiProperty({ description: 'Grows with each message about the document.' })
  @IsInt()
  @Min(1)
  version!: number;
  @ApiProperty({ description: 'Where the report came from.' }) @IsString() source!: string;
  @ApiProperty({ type: ResultDocumentType })
  @ValidateNested()
  @Type(() => ResultDocumentType)
  documentType!: ResultDocumentType;
  @ApiProperty({ format: 'date-time', description: 'When it was delivered to the care server.' })
  @IsISO8601()
  deliveredAt!: string;
  @ApiProperty() @IsString() pipelineVersion!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'How many findings each use case gave; none for what was taken back.',
  })
  @IsObject()
  counts!: Record<string, number>;
  @ApiProperty({ type: ResultResources })
  @ValidateNested()
  @Type(() => ResultResources)
  fhir!: ResultResources;
  @ApiPropertyOptional({
    type: [ResultFinding],
    description: 'Only with `kafka.results.clinicalText`: what was found, with its words.',
  })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ResultFinding)
  findings?: ResultFinding[];
}
