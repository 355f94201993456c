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

const BROKER = /^(?:\[[0-9A-Fa-f:]{2,39}\]|[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?):[1-9]\d{0,4}$/;
const A_BROKER = '$property must be host:port';
/** What a broker takes as the name of a topic, `.` and `..` left out. */
const TOPIC = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,248}$/;
const A_TOPIC = '$property must be the name of a topic: letters, digits, `.`, `_`, `-`';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;

export class KafkaTlsConfig {
  /** `false`: no TLS, whatever the files. */
  @IsBoolean() enabled = true;
  /** PEM file: who may sign the brokers' certificates, instead of the usual authorities. */
  @IsOptional() @IsString() authority?: string;
  /** PEM file: our certificate, where the brokers ask for one. */
  @IsOptional() @IsString() certificate?: string;
  /** PEM file: the key of that certificate. */
  @IsOptional() @IsString() key?: string;
}

export class KafkaSaslConfig {
  /** How we say who we are; as the brokers' listener has it. */
  @IsIn(['plain', 'scram-sha-256', 'scram-sha-512']) mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512' =
    'scram-sha-512';
  /** Our name there. */
  @Length(1, 200) username!: string;
  /** Best read from a file: `PASSERELLE_KAFKA__SASL__PASSWORD_FILE`. */
  @Length(1, 500) password!: string;
}

export class KafkaTopicConfig {
  /** The topic to read. It must be there already. */
  @Matches(TOPIC, { message: A_TOPIC }) topic!: string;
  /** Name of the source, as it appears in the inbox, metrics and logs. */
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/) source!: string;
}

/** Report events are read from these topics: docs/interfaces.md, "Kafka". */
export class KafkaIntakeConfig {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique(({ topic }: KafkaTopicConfig) => topic)
  @ValidateNested({ each: true })
  @Type(() => KafkaTopicConfig)
  topics!: KafkaTopicConfig[];
  /** Processes with the same group share the partitions. */
  @Matches(NAME) groupId = 'passerelle';
  /** Where a record that cannot be read goes, unchanged, with its reason in headers. It must be there already. */
  @Matches(TOPIC, { message: A_TOPIC }) deadLetterTopic = 'passerelle-dead-letters';
  /** Where a group that is new begins: with the oldest record there is, or with those to come. */
  @IsBoolean() fromBeginning = true;
  /** A longer record is refused. */
  @IsInt() @Min(1_024) @Max(268_435_456) maxRecordBytes = 52_428_800;
  /** Records of one process on their way into the inbox at once. */
  @IsInt() @Min(1) @Max(1_024) concurrency = 128;
  /** Bytes asked of a broker at once; a single longer record still comes. */
  @IsInt() @Min(65_536) @Max(268_435_456) maxFetchBytes = 16_777_216;
  /** Of these, from one partition. */
  @IsInt() @Min(65_536) @Max(268_435_456) maxPartitionBytes = 4_194_304;
  /** Seconds without a sign of life after which another process takes the partitions over. */
  @IsInt() @Min(6) @Max(300) sessionSeconds = 30;
}

/** Results are announced on this topic. */
export class KafkaResultsConfig {
  /** The topic to write. It must be there already. */
  @Matches(TOPIC, { message: A_TOPIC }) topic!: string;
  /** Announce the clinical content too; ids and links alone where false. */
  @IsBoolean() clinicalText = false;
}

/** The brokers, and what is read from and written to them. */
export class KafkaConfig {
  /** Where the client begins: `host:port` of a few brokers; it learns of the others. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @Matches(BROKER, { each: true, message: A_BROKER })
  brokers!: string[];
  /** What the brokers' logs and quotas know us by. */
  @Matches(NAME) clientId = 'passerelle';
  /** Absent: no TLS. Empty: TLS with the usual authorities. */
  @IsOptional() @ValidateNested() @Type(() => KafkaTlsConfig) tls?: KafkaTlsConfig;
  @IsOptional() @ValidateNested() @Type(() => KafkaSaslConfig) sasl?: KafkaSaslConfig;
  @IsOptional() @ValidateNested() @Type(() => KafkaIntakeConfig) intake?: KafkaIntakeConfig;
  @IsOptional() @ValidateNested() @Type(() => KafkaResultsConfig) results?: KafkaResultsConfig;
}
