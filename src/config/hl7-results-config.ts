import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';

/** Of MSH-3 to MSH-6: `NAME`, or `NAME&OID&ISO`. */
const PARTY = /^[^|^~\\\p{Cc}]{1,180}$/u;
const A_PARTY = '$property must be a name, or name&id&type, without other separators';

export class Hl7ResultsTlsConfig {
  /** `false`: no TLS, whatever the files. */
  @IsBoolean() enabled = true;
  /** PEM file: who may sign the receiver's certificate, instead of the usual authorities. */
  @IsOptional() @IsString() authority?: string;
  /** PEM file: our certificate, where the receiver asks for one. */
  @IsOptional() @IsString() certificate?: string;
  /** PEM file: the key of that certificate. */
  @IsOptional() @IsString() key?: string;
  /** The name its certificate must have, where it is not `host`. */
  @IsOptional() @IsString() @MinLength(1) serverName?: string;
}

/** Results are sent back to this address as ORU^R01 over MLLP. */
export class Hl7ResultsConfig {
  /** Where the receiver listens. */
  @IsString() @MinLength(1) host!: string;
  /** Its port. */
  @IsInt() @Min(1) @Max(65_535) port!: number;
  /** Absent: no TLS. Empty: TLS with the usual authorities. */
  @IsOptional() @ValidateNested() @Type(() => Hl7ResultsTlsConfig) tls?: Hl7ResultsTlsConfig;
  /** MSH-3. */
  @Matches(PARTY, { message: A_PARTY }) sendingApplication = 'PASSERELLE';
  /** MSH-4; `site.id` where absent. */
  @IsOptional() @Matches(PARTY, { message: A_PARTY }) sendingFacility?: string;
  /** MSH-5. */
  @Matches(PARTY, { message: A_PARTY }) receivingApplication!: string;
  /** MSH-6. */
  @Matches(PARTY, { message: A_PARTY }) receivingFacility!: string;
  /** How messages are written, and MSH-18. A result with a letter that it does not have is a dead letter. */
  @IsIn(['utf-8', 'iso-8859-1', 'iso-8859-15']) charset: 'utf-8' | 'iso-8859-1' | 'iso-8859-15' = 'utf-8';
  /** MSH-11 of real patients' messages; those of test patients are always `T`. */
  @IsIn(['P', 'T', 'D']) processingId: 'P' | 'T' | 'D' = 'P';
  /** `enhanced`: MSH-15 and MSH-16 ask for a commit answer, then for the application's. */
  @IsIn(['original', 'enhanced']) acknowledgement: 'original' | 'enhanced' = 'original';
  /** The words of the report that a result rests on, in an NTE under it. */
  @IsBoolean() evidence = true;
  /** Seconds to wait for the connection. */
  @IsInt() @Min(1) @Max(60) connectSeconds = 10;
  /** Seconds to wait for each answer. */
  @IsInt() @Min(1) @Max(60) answerSeconds = 30;
  /** Seconds after which an idle connection is closed; the next message opens another. */
  @IsInt() @Min(1) @Max(3_600) idleSeconds = 60;
}

/** HL7 v2 that is sent. What is received: `mllp`, `sources`. */
export class Hl7Config {
  @IsOptional() @ValidateNested() @Type(() => Hl7ResultsConfig) results?: Hl7ResultsConfig;
}
