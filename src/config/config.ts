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
  IsUrl,
  Length,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Hl7Config } from './hl7-results-config.js';
import { KafkaConfig } from './kafka-config.js';
import { RouteConfig, SourceConfig } from './source-config.js';

const URL_RULE = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };
export const ROLES = ['intake', 'worker', 'api'] as const;
/** Profiles of other guides that results may claim: docs/fhir-mapping.md says what each asks for. */
export const FHIR_PROFILES = [
  'molecular-biomarker',
  'variant',
  'genomic-report',
  'mcode-tumor-marker-test',
  'mcode-cancer-disease-status',
  'eu-laboratory',
] as const;
export const SCOPES = ['read', 'operate', 'intake', 'fhir', 'reidentify', 'audit'] as const;

export class TlsConfig {
  /** PEM files. */
  @IsString() certificate!: string;
  @IsString() key!: string;
  /** Who may sign the other side's certificate. */
  @IsOptional() @IsString() authority?: string;
  /** Mutual TLS: refuse a client without a certificate signed by `authority`. */
  @IsOptional() @IsBoolean() clientCertificateRequired?: boolean;
}

export class MllpListenerConfig {
  /** Name of the source, as it appears in the inbox, metrics and logs. */
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/) source!: string;
  @IsString() host = '127.0.0.1';
  @IsInt() @Min(0) @Max(65_535) port!: number;
  /** What MSH-18 means when it is absent. */
  @IsIn(['utf-8', 'iso-8859-1', 'iso-8859-15']) defaultCharset: 'utf-8' | 'iso-8859-1' | 'iso-8859-15' =
    'iso-8859-1';
  @IsInt() @Min(1_024) @Max(268_435_456) maxMessageBytes = 52_428_800;
  @IsInt() @Min(1) @Max(86_400) idleTimeoutSeconds = 600;
  @IsInt() @Min(1) @Max(10_000) maxConnections = 100;
  @IsOptional() @ValidateNested() @Type(() => TlsConfig) tls?: TlsConfig;
}

export class DatabaseConfig {
  @IsIn(['embedded', 'external']) mode: 'embedded' | 'external' = 'embedded';
  /** Where the embedded PostgreSQL keeps its data, relative to the working folder. */
  @IsString() @MinLength(1) folder = '.passerelle/postgres';
  @ValidateIf((config: DatabaseConfig) => config.mode === 'external')
  @Matches(/^postgres(ql)?:\/\//)
  url?: string;
  @IsInt() @Min(2) @Max(200) poolSize = 16;
  /** Each connection plans a statement once. `false` behind a pooler that gives each transaction another connection. */
  @IsBoolean() preparedStatements = true;
}

export class KeysConfig {
  /** `id:base64` of 32 bytes. The first seals, all of them open. */
  @IsArray()
  @ArrayMinSize(1)
  @Matches(/^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/]{43}=$/, { each: true })
  data!: string[];
  /** Base64 of 32 bytes. Never rotates: every resource id comes from it. */
  @Matches(/^[A-Za-z0-9+/]{43}=$/) identifiers!: string;
  /** Base64 of 32 bytes: surrogates and date shifts come from it. */
  @Matches(/^[A-Za-z0-9+/]{43}=$/) vault!: string;
}

export class TokenConfig {
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/) name!: string;
  /** SHA-256 of the bearer token, hex: the token itself is never in the configuration. */
  @Matches(/^[0-9a-f]{64}$/) sha256!: string;
  @IsArray() @ArrayMinSize(1) @IsIn(SCOPES, { each: true }) scopes!: (typeof SCOPES)[number][];
}

export class HttpConfig {
  @IsString() host = '127.0.0.1';
  @IsInt() @Min(0) @Max(65_535) port = 8080;
  @IsInt() @Min(1_024) @Max(268_435_456) maxBodyBytes = 52_428_800;
  @IsArray() @ValidateNested({ each: true }) @Type(() => TokenConfig) tokens: TokenConfig[] = [];
}

export class FhirAuthConfig {
  @IsIn(['none', 'basic', 'bearer', 'client-credentials']) kind:
    'none' | 'basic' | 'bearer' | 'client-credentials' = 'none';
  @ValidateIf((auth: FhirAuthConfig) => auth.kind === 'basic') @IsString() username?: string;
  @ValidateIf((auth: FhirAuthConfig) => auth.kind === 'basic') @IsString() password?: string;
  @ValidateIf((auth: FhirAuthConfig) => auth.kind === 'bearer') @IsString() token?: string;
  @ValidateIf((auth: FhirAuthConfig) => auth.kind === 'client-credentials')
  @IsUrl(URL_RULE)
  tokenUrl?: string;
  @ValidateIf((auth: FhirAuthConfig) => auth.kind === 'client-credentials') @IsString() clientId?: string;
  @ValidateIf((auth: FhirAuthConfig) => auth.kind === 'client-credentials') @IsString() clientSecret?: string;
  @IsOptional() @IsString() scope?: string;
}

export class FhirTargetConfig {
  /** `embedded`: our own endpoint; `external`: the server at `baseUrl`. */
  @IsIn(['embedded', 'external']) kind: 'embedded' | 'external' = 'embedded';
  @ValidateIf((target: FhirTargetConfig) => target.kind === 'external') @IsUrl(URL_RULE) baseUrl?: string;
  @ValidateNested() @Type(() => FhirAuthConfig) auth: FhirAuthConfig = new FhirAuthConfig();
  @IsIn(['put', 'conditional-put', 'if-none-exist']) writeMode: 'put' | 'conditional-put' | 'if-none-exist' =
    'put';
  @IsInt() @Min(1) @Max(600) timeoutSeconds = 30;
  @IsOptional() @ValidateNested() @Type(() => TlsConfig) tls?: TlsConfig;
}

export class HygieneTeamConfig {
  /** As people read it. */
  @Length(1, 120) name!: string;
  /** System of its identifier on the care server: a URI, such as `https://finess.esante.gouv.fr`. */
  @IsOptional() @Matches(/^[a-z][a-z0-9+.-]{0,19}:\S{1,200}$/) system?: string;
  /** Its identifier under `system`. */
  @ValidateIf((team: HygieneTeamConfig) => team.system !== undefined) @Length(1, 120) value?: string;
}

export class FhirConfig {
  @ValidateNested() @Type(() => FhirTargetConfig) care: FhirTargetConfig = new FhirTargetConfig();
  /** Where the pseudonymized documents go; absent: nowhere. */
  @IsOptional() @ValidateNested() @Type(() => FhirTargetConfig) research?: FhirTargetConfig;
  /** Do we write the Patient and the Encounter where the server lacks them, or only point at them? */
  @IsIn(['create-if-absent', 'reference']) patientMode: 'create-if-absent' | 'reference' = 'create-if-absent';
  /** Keep the original PDF or CDA beside the text in the DocumentReference. */
  @IsBoolean() keepPayload = false;
  /** Profiles of other guides that results claim in `meta.profile`: docs/fhir-mapping.md says what each asks for. */
  @IsArray() @ArrayUnique() @IsIn(FHIR_PROFILES, { each: true }) profiles: (typeof FHIR_PROFILES)[number][] =
    [];
  /** Who is asked to look at a suggested BMR or BHRe alert. Absent: the Task has no owner. */
  @IsOptional() @ValidateNested() @Type(() => HygieneTeamConfig) hygieneTeam?: HygieneTeamConfig;
}

export class SiteConfig {
  /** Names the hospital in our own identifier systems. */
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/) id = 'demonstration';
  @Length(1, 120) name = 'Hôpital de démonstration';
  /** Test and demonstration identities are welcome here: never in production. */
  @IsBoolean() acceptsFictitious = true;
}

export class PseudonymizationConfig {
  @IsString() policies = 'config/pseudonymization.yml';
  @IsString() useCases = 'care';
  @IsString() research = 'warehouse';
}

export class ModelsConfig {
  /** Holds a folder for each model package, relative to the working folder. */
  @IsString() @MinLength(1) folder = 'models';
  /** `off`: rules alone, which leave something of a person in more documents; results say so. */
  @IsIn(['required', 'off']) pseudonymization: 'required' | 'off' = 'required';
  /** Texts that models read at once, each on a core. */
  @IsInt() @Min(1) @Max(64) threads = 1;
}

export class TerminologyConfig {
  /** Holds the official nomenclatures that were imported, relative to the working folder. */
  @IsString() @MinLength(1) folder = '.passerelle/terminology';
}

export class OcrConfig {
  /** The Tesseract program, by its absolute path. It and its language data are installed on the machine. */
  @Matches(/^(\/|[A-Za-z]:\\)/) tesseract!: string;
  /** Its language data, as it names them. */
  @Matches(/^[a-z_]{3,20}(\+[a-z_]{3,20}){0,5}$/) language = 'fra';
}

export class DocumentsConfig {
  /** Reads scans: PDF files, scanned pages of them, pictures. Absent: they are refused (`DOCUMENT_WITHOUT_TEXT`, `DOCUMENT_PARTLY_SCANNED`). */
  @IsOptional() @ValidateNested() @Type(() => OcrConfig) ocr?: OcrConfig;
}

export class LifeCycleConfig {
  /** Hours a replacement, an addendum, a deletion or a status waits for the document it is about. */
  @IsInt() @Min(1) @Max(8_760) awaitHours = 72;
}

export class WorkerConfig {
  @IsInt() @Min(1) @Max(256) concurrency = 8;
  @IsInt() @Min(1) @Max(600) stopGraceSeconds = 30;
  /** Hours of transient failure after which a report goes to the dead letters. */
  @IsInt() @Min(1) @Max(720) giveUpAfterHours = 72;
  /** Seconds without a sign of life after which another worker takes a job over. */
  @IsInt() @Min(10) @Max(600) heartbeatSeconds = 15;
}

export class SurveillanceConfig {
  /** Counts of people under it are hidden in the figures of `passerelle incidence`. */
  @IsInt() @Min(5) @Max(1_000) threshold = 11;
}

export class LogConfig {
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']) level = 'info';
}

/** The whole configuration: config/default.yml, then the file PASSERELLE_CONFIG names, then the environment. */
export class PasserelleConfig {
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(ROLES, { each: true }) roles: (typeof ROLES)[number][] = [
    ...ROLES,
  ];
  @ValidateNested() @Type(() => SiteConfig) site: SiteConfig = new SiteConfig();
  @ValidateNested() @Type(() => DatabaseConfig) database: DatabaseConfig = new DatabaseConfig();
  @IsOptional() @ValidateNested() @Type(() => KeysConfig) keys?: KeysConfig;
  @IsArray()
  @ArrayUnique(({ source }: MllpListenerConfig) => source)
  @ValidateNested({ each: true })
  @Type(() => MllpListenerConfig)
  mllp: MllpListenerConfig[] = [];
  /** Absent: no topic is read or written. */
  @IsOptional() @ValidateNested() @Type(() => KafkaConfig) kafka?: KafkaConfig;
  @ValidateNested() @Type(() => Hl7Config) hl7: Hl7Config = new Hl7Config();
  @ValidateNested() @Type(() => HttpConfig) http: HttpConfig = new HttpConfig();
  @ValidateNested() @Type(() => FhirConfig) fhir: FhirConfig = new FhirConfig();
  @ValidateNested() @Type(() => PseudonymizationConfig) pseudonymization: PseudonymizationConfig =
    new PseudonymizationConfig();
  @ValidateNested() @Type(() => ModelsConfig) models: ModelsConfig = new ModelsConfig();
  @ValidateNested() @Type(() => TerminologyConfig) terminology: TerminologyConfig = new TerminologyConfig();
  @ValidateNested() @Type(() => DocumentsConfig) documents: DocumentsConfig = new DocumentsConfig();
  @IsArray() @IsString({ each: true }) useCases: string[] = ['all'];
  /** Which use cases run on which types of document, whatever the source. The first route with the type holds; a type in none gets them all. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => RouteConfig) routes: RouteConfig[] = [];
  /** How each source departs from the standard: docs/interfaces.md has worked examples. */
  @IsArray()
  @ArrayUnique(({ name }: SourceConfig) => name)
  @ValidateNested({ each: true })
  @Type(() => SourceConfig)
  sources: SourceConfig[] = [];
  @ValidateNested() @Type(() => LifeCycleConfig) lifeCycle: LifeCycleConfig = new LifeCycleConfig();
  @ValidateNested() @Type(() => WorkerConfig) worker: WorkerConfig = new WorkerConfig();
  @ValidateNested() @Type(() => SurveillanceConfig) surveillance: SurveillanceConfig =
    new SurveillanceConfig();
  @ValidateNested() @Type(() => LogConfig) log: LogConfig = new LogConfig();
}
