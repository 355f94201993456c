import 'reflect-metadata';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsBase64Text } from '../validation/index.js';

/** Bounded: a regular expression without bounds fills the stack on a text of megabytes. */
const OID = /^[0-2](?:\.\d{1,40}){1,40}$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
/** What goes into a column or a log: one line, without a NUL that PostgreSQL refuses. */
const LINE = /^\P{Cc}*$/u;
/** A day of the calendar, not only its shape. */
const REAL = { strict: true } as const;
const PAYLOAD_TYPES = ['text/plain', 'application/pdf', 'application/xml', 'text/rtf', 'text/html'] as const;
const CONFIDENTIALITY = [
  'MASQUE_PS',
  'INVISIBLE_PATIENT',
  'INVISIBLE_REP_LEGAUX',
  'CONNEXION_SECRETE',
  'MODIF_CONF_CODE',
] as const;

export class EventIdentifier {
  @ApiProperty({ enum: ['IPP', 'NDA', 'VN', 'NIR', 'INS', 'AUTRE'] })
  @IsIn(['IPP', 'NDA', 'VN', 'NIR', 'INS', 'AUTRE'])
  kind!: 'IPP' | 'NDA' | 'VN' | 'NIR' | 'INS' | 'AUTRE';
  @ApiProperty({ maxLength: 60 }) @Length(1, 60) value!: string;
  @ApiPropertyOptional({ description: 'Who gave it: a name.' })
  @IsOptional()
  @MaxLength(120)
  authority?: string;
  @ApiPropertyOptional({ description: 'Who gave it: an OID.' })
  @IsOptional()
  @Matches(OID)
  authorityOid?: string;
}

export class EventAddress {
  @ApiPropertyOptional() @IsOptional() @MaxLength(200) line?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(20) postalCode?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(100) city?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(60) country?: string;
}

export class EventPatient {
  @ApiPropertyOptional() @IsOptional() @MaxLength(100) lastName?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(100) birthName?: string;
  @ApiPropertyOptional({ type: [String], description: 'Further family names: former, alias.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @MaxLength(100, { each: true })
  otherNames?: string[];
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @MaxLength(100, { each: true })
  firstNames?: string[];
  @ApiPropertyOptional({ enum: ['F', 'M', 'U'] }) @IsOptional() @IsIn(['F', 'M', 'U']) sex?: 'F' | 'M' | 'U';
  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @Matches(ISO_DATE)
  @IsISO8601(REAL)
  birthDate?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(100) birthPlace?: string;
  @ApiPropertyOptional({ description: 'INSEE code of the place of birth.', example: '63220' })
  @IsOptional()
  @Matches(/^(?:\d{2}|2[AB])\d{3}$/)
  birthPlaceCode?: string;
  @ApiPropertyOptional({ type: [EventAddress] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => EventAddress)
  addresses?: EventAddress[];
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @MaxLength(40, { each: true })
  phones?: string[];
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @MaxLength(200, { each: true })
  emails?: string[];
  @ApiProperty({ type: [EventIdentifier] })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => EventIdentifier)
  identifiers!: EventIdentifier[];
  @ApiPropertyOptional({ description: 'Test or demonstration identity.' })
  @IsOptional()
  @IsBoolean()
  fictitious?: boolean;
}

export class EventStay {
  @ApiPropertyOptional({ type: [EventIdentifier] })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventIdentifier)
  identifiers?: EventIdentifier[];
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @Matches(ISO_TIME)
  @IsISO8601(REAL)
  admission?: string;
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @Matches(ISO_TIME)
  @IsISO8601(REAL)
  discharge?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(60) admissionMode?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(60) dischargeMode?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(60) unit?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(60) specialty?: string;
}

export class EventCarer {
  @ApiProperty() @Length(1, 100) lastName!: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(100) firstName?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(20) rpps?: string;
}

export class EventContent {
  @ApiProperty({ enum: PAYLOAD_TYPES }) @IsIn(PAYLOAD_TYPES) contentType!: (typeof PAYLOAD_TYPES)[number];
  @ApiPropertyOptional({ description: 'The text itself (text/plain).' })
  @ValidateIf((content: EventContent) => content.text !== undefined || content.base64 === undefined)
  @IsString()
  text?: string;
  @ApiPropertyOptional({ description: 'The bytes, in base64, where there is no text.' })
  @ValidateIf((content: EventContent) => content.base64 !== undefined)
  @IsBase64Text()
  base64?: string;
}

export class EventDocument {
  @ApiProperty({ description: 'Id of this version of the document.' }) @Length(1, 200) id!: string;
  @ApiProperty({ description: 'Who gave the id.' }) @Length(1, 200) assigner!: string;
  @ApiPropertyOptional({ description: 'The version this one replaces, completes or deletes.' })
  @IsOptional()
  @Length(1, 200)
  parentId?: string;
  @ApiPropertyOptional({ description: 'Id of the document through all its versions; with `version`.' })
  @IsOptional()
  @Length(1, 200)
  setId?: string;
  @ApiPropertyOptional({
    description:
      'Number of this version in `setId`: a higher one replaces, a lower one that comes late is set aside.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  version?: number;
  @ApiPropertyOptional({ type: EventCarer, description: 'Who wrote the document.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => EventCarer)
  author?: EventCarer;
  @ApiProperty({ description: 'LOINC of the document, or a local code.', example: '34112-3' })
  @Length(1, 40)
  @Matches(LINE)
  type!: string;
  @ApiPropertyOptional({ default: 'http://loinc.org' }) @IsOptional() @MaxLength(200) typeSystem?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(200) typeDisplay?: string;
  @ApiPropertyOptional() @IsOptional() @MaxLength(200) title?: string;
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @Matches(ISO_TIME)
  @IsISO8601(REAL)
  date?: string;
  @ApiPropertyOptional({ enum: ['final', 'draft'], default: 'final' })
  @IsOptional()
  @IsIn(['final', 'draft'])
  status?: 'final' | 'draft';
  @ApiPropertyOptional({ enum: CONFIDENTIALITY, isArray: true })
  @IsOptional()
  @IsArray()
  @IsIn(CONFIDENTIALITY, { each: true })
  confidentiality?: (typeof CONFIDENTIALITY)[number][];
}

/** A report event, the same over HTTP and Kafka. Unknown fields are refused, so that none is lost in silence. */
export class ReportEvent {
  @ApiProperty({ description: 'Id of the event; the same id with the same body is answered once.' })
  @Length(1, 200)
  @Matches(LINE)
  eventId!: string;
  @ApiProperty({ description: 'The software that sends it.' })
  @Length(1, 120)
  @Matches(LINE)
  producer!: string;
  @ApiProperty({ enum: ['original', 'replacement', 'addendum', 'deletion'] })
  @IsIn(['original', 'replacement', 'addendum', 'deletion'])
  action!: 'original' | 'replacement' | 'addendum' | 'deletion';
  @ApiProperty({ type: EventPatient })
  @IsObject()
  @ValidateNested()
  @Type(() => EventPatient)
  patient!: EventPatient;
  @ApiPropertyOptional({ type: EventStay })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => EventStay)
  stay?: EventStay;
  @ApiProperty({ type: EventDocument })
  @IsObject()
  @ValidateNested()
  @Type(() => EventDocument)
  document!: EventDocument;
  @ApiPropertyOptional({ type: [EventCarer], description: 'Others who care for the patient.' })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EventCarer)
  carers?: EventCarer[];
  @ApiPropertyOptional({ type: EventContent, description: 'Absent for a deletion only.' })
  @ValidateIf((event: ReportEvent) => event.action !== 'deletion' || event.content !== undefined)
  @IsObject()
  @ValidateNested()
  @Type(() => EventContent)
  content?: EventContent;
}
