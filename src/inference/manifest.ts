import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayUnique,
  IsArray,
  IsString,
  Length,
  Matches,
  validateSync,
  ValidateNested,
} from 'class-validator';
import { parse } from 'yaml';
import { ok, type Result } from '../kernel/index.js';
import { rulesOf } from '../validation/index.js';
import { inferenceFailure } from './failures.js';

/** The file of a package that a session is made of. */
export const MODEL_FILE = 'model.onnx';
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** One file of a package. */
export class ModelFile {
  @Matches(FILE_NAME) path!: string;
  /** In hex. */
  @Matches(SHA256) sha256!: string;
}

/** `manifest.yaml` of a model package. */
export class ModelManifest {
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/) id!: string;
  @Matches(/^\d{1,4}\.\d{1,4}\.\d{1,4}(-[0-9A-Za-z.-]{1,40})?$/) version!: string;
  @IsString() @Length(1, 40) licence!: string;
  /** Every file that is read at run time. */
  @IsArray()
  @ArrayUnique(({ path }: ModelFile) => path)
  @ValidateNested({ each: true })
  @Type(() => ModelFile)
  files!: ModelFile[];
  /** The whole manifest as it is written: labels, features and windows are read by whoever uses the model. */
  settings!: Readonly<Record<string, unknown>>;
}

export function readManifest(text: string, place: string): Result<ModelManifest> {
  let tree: unknown;
  try {
    tree = parse(text);
  } catch {
    tree = undefined;
  }
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree))
    return inferenceFailure('MODEL_INVALID', `${place}: not a YAML mapping`);
  const manifest = plainToInstance(ModelManifest, { ...tree, settings: tree });
  const errors = validateSync(manifest, { forbidUnknownValues: true });
  if (errors.length > 0) return inferenceFailure('MODEL_INVALID', `${place}: ${rulesOf(errors).join('; ')}`);
  if (!manifest.files.some(({ path }) => path === MODEL_FILE))
    return inferenceFailure('MODEL_INVALID', `${place}: files must name ${MODEL_FILE}`);
  return ok(manifest);
}
