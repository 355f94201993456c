import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { HL7_PATH } from '../hl7/index.js';

export const HELD_STATES = ['draft', 'unavailable'] as const;
const A_PATH = { message: '$property must be a path, such as PID-3[5=PI].1' };
const HOST = /^[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?(?::[1-9]\d{0,4})?$/;
const A_HOST = '$property must be host names in small letters, with or without a port';
const SEGMENT = /^(?!MSH$|PID$|OBX$)[A-Z][A-Z0-9]{2}$/;

/** Where a source writes what the standard has elsewhere. */
export class LocalFieldsConfig {
  /** The patient's permanent number (IPP), for instance `PID-3[5=PI].1`. Then no other number of PID-3 is taken for it. */
  @IsOptional() @Matches(HL7_PATH, A_PATH) ipp?: string;
  /** Who gives the IPP, where the message does not name it. */
  @IsOptional() @Matches(/^[A-Za-z0-9._-]{1,60}$/) ippAuthority?: string;
  /** The administrative file (NDA), for instance `PV1-50.1`. */
  @IsOptional() @Matches(HL7_PATH, A_PATH) nda?: string;
  /** The visit number. */
  @IsOptional() @Matches(HL7_PATH, A_PATH) visit?: string;
  /** The unit where the patient stays (UF). */
  @IsOptional() @Matches(HL7_PATH, A_PATH) unit?: string;
  /** The document's unique id, for instance `ORC-3.1`. Without component, the whole EI: id, namespace, universal id. */
  @IsOptional() @Matches(HL7_PATH, A_PATH) documentId?: string;
  /** The id of the version this one replaces, completes or deletes. */
  @IsOptional() @Matches(HL7_PATH, A_PATH) parentId?: string;
  /** The document's type, for instance `OBR-4.1`. Without component, the whole CE: code, label, system. */
  @IsOptional() @Matches(HL7_PATH, A_PATH) documentType?: string;
}

export class LocalTypeConfig {
  /** The code the source writes. */
  @Length(1, 60) local!: string;
  /** What it is in LOINC. */
  @Matches(/^\d{3,7}-\d$/) loinc!: string;
  /** The label shown; without it, the source's. */
  @IsOptional() @Length(1, 200) label?: string;
}

export class RouteConfig {
  /** Types of document, after the map of local types; `*` is any. */
  @IsArray() @ArrayMinSize(1) @Matches(/^(?:\*|[^\s*]{1,60})$/, { each: true }) types!: string[];
  /** Ids of the use cases that run on them; an empty list: none. */
  @IsArray() @ArrayUnique() @IsString({ each: true }) useCases!: string[];
}

/** Pointers to files (OBX-2 RP): fetched before the message is acknowledged, from these hosts alone. */
export class PointersConfig {
  /** Exact names in small letters, `name` or `name:port`; no wildcard. None: no pointer is followed. */
  @IsArray()
  @ArrayUnique()
  @Matches(HOST, { each: true, message: A_HOST })
  hosts: string[] = [];
  /** Plain HTTP too, for a host inside the hospital that has nothing else. */
  @IsBoolean() allowHttp = false;
  /** Bytes of all the files of one message. */
  @IsInt() @Min(1_024) @Max(268_435_456) maxBytes = 26_214_400;
  /** For all the files of one message, from the first look-up to the last byte. */
  @IsInt() @Min(1) @Max(60) timeoutSeconds = 10;
  /** PEM file: who may sign the hosts' certificates, instead of the usual authorities. */
  @IsOptional() @IsString() authority?: string;
  /** Sent to the host as a bearer token. One host only, and HTTPS only. */
  @IsOptional()
  @Matches(/^[\x21-\x7e]{1,4096}$/, { message: '$property must be printable ASCII without a blank' })
  token?: string;
}

/** How one source departs from the standard, and what is done with what it sends. */
export class SourceConfig {
  /** The name of an `mllp` listener, of the source of a Kafka topic, or of the header `X-Source` (`http` without it); `fhir`: the FHIR endpoint. */
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/) name!: string;
  @ValidateNested() @Type(() => LocalFieldsConfig) fields: LocalFieldsConfig = new LocalFieldsConfig();
  /** Local types of documents and their LOINC, for HL7, Kafka, HTTP and FHIR alike. */
  @IsArray()
  @ArrayUnique(({ local }: LocalTypeConfig) => local)
  @ValidateNested({ each: true })
  @Type(() => LocalTypeConfig)
  types: LocalTypeConfig[] = [];
  /** Segments read as if they were not there: Z segments, or standard ones the source misuses. */
  @IsArray() @ArrayUnique() @Matches(SEGMENT, { each: true }) ignoredSegments: string[] = [];
  /** `draft`: documents not signed yet; `unavailable`: TXA-19 `UN` or `OB`. What is held waits for a later version. */
  @IsArray() @ArrayUnique() @IsIn(HELD_STATES, { each: true }) hold: (typeof HELD_STATES)[number][] = [
    ...HELD_STATES,
  ];
  /** Which use cases run on which types, before the general `routes`: the first route with the type holds. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => RouteConfig) routes: RouteConfig[] = [];
  @ValidateNested() @Type(() => PointersConfig) pointers: PointersConfig = new PointersConfig();
}
