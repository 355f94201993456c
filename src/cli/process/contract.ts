import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { failuresOf, ok, type Result } from '../../kernel/index.js';
import { rulesOf } from '../../validation/index.js';

export const batchFailure = failuresOf({
  LINE_NOT_JSON: 'permanent',
  LINE_INVALID: 'permanent',
  /** A line of JSON that no process can hold: half a gigabyte. */
  RESULT_TOO_LARGE: 'permanent',
});

/** A date, or nothing: the contract lets every field be absent, and an empty string says as much. */
const DATE = /^(\d{4}-\d{2}-\d{2}.*)?$/s;

export class BatchAddress {
  @IsOptional() @IsString() line?: string;
  @IsOptional() @IsString() postalCode?: string;
  @IsOptional() @IsString() city?: string;
}

export class BatchIdentity {
  @IsOptional() @IsString() lastName?: string;
  @IsOptional() @IsString() birthName?: string;
  @IsOptional() @IsArray() @IsString({ each: true }) firstNames?: string[];
  @IsOptional() @IsIn(['F', 'M', 'U', '']) sex?: 'F' | 'M' | 'U' | '';
  @IsOptional() @Matches(DATE) birthDate?: string;
  @IsOptional() @ValidateNested() @Type(() => BatchAddress) address?: BatchAddress;
  @IsOptional() @IsString() phone?: string;
  @IsOptional() @IsString() email?: string;
  @IsOptional() @IsString() ipp?: string;
  @IsOptional() @IsString() nda?: string;
  @IsOptional() @IsString() nir?: string;
  @IsOptional() @IsString() nirKey?: string;
}

export class BatchStay {
  @IsOptional() @Matches(DATE) admission?: string;
  @IsOptional() @Matches(DATE) discharge?: string;
  @IsOptional() @IsString() admissionMode?: string;
  @IsOptional() @IsString() dischargeMode?: string;
}

/** What its content lacks is the document's own error, not the line's: its stay runs without it. */
export class BatchDocument {
  @IsString() @MinLength(1) docId!: string;
  @IsOptional() @IsString() type?: string;
  @IsOptional() @IsString() loinc?: string;
  @IsOptional() @Matches(DATE) date?: string;
  @IsOptional() @IsString() text?: string;
  /** Base64, where the document is a file. */
  @IsOptional() @IsString() payload?: string;
  @IsOptional() @IsString() contentType?: string;
}

/** One patient stay of the input file: docs/batch-contract.md. Unknown fields are ignored. */
export class BatchStayLine {
  @IsString() @MinLength(1) id!: string;
  @IsOptional() @ValidateNested() @Type(() => BatchIdentity) identity?: BatchIdentity;
  @IsOptional() @ValidateNested() @Type(() => BatchStay) stay?: BatchStay;
  @IsOptional() @IsInt() @Min(0) @Max(150) age?: number;
  @IsOptional() @IsString() specialty?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => BatchDocument) documents!: BatchDocument[];
}

/** Reads one line. A refusal names the path and the rule, never the value. */
export function readLine(line: string): Result<BatchStayLine> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return batchFailure('LINE_NOT_JSON', 'the line is not JSON');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return batchFailure('LINE_INVALID', 'the line is not a JSON object');
  }
  const stay = plainToInstance(BatchStayLine, withoutNulls(json));
  const errors = validateSync(stay);
  return errors.length > 0 ? batchFailure('LINE_INVALID', rulesOf(errors).join('; ')) : ok(stay);
}

/** A null field is an absent field. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutNulls(field)]));
}
