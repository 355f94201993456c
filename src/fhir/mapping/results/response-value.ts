import { type PlacedFinding } from './context.js';
import { fieldsOf } from './read-value.js';
import { type Modality, MODALITY, REFERENCE, RESPONSE, type ResponseClass } from './response-words.js';

export interface ResponseValue {
  readonly class: ResponseClass;
  readonly criteria?: string | undefined;
  /** The newest assessment that the report tells. */
  readonly current: boolean;
  /** The rule that decided, by its code. */
  readonly explanation?: string | undefined;
  readonly targetSumMm?: number | undefined;
  readonly targetSumChangePercent?: number | undefined;
  readonly reference?: keyof typeof REFERENCE | undefined;
  readonly newLesions?: boolean | undefined;
  readonly dissociated?: boolean | undefined;
  readonly modality?: Modality | undefined;
  /** A score of its criteria: Deauville 4, TRG 2. */
  readonly score?: string | undefined;
  /** The report says something else too; what it says, where that is told. */
  readonly contradicts?: readonly string[] | undefined;
}

export type PlacedResponse = PlacedFinding<ResponseValue>;

const CLASSES = [...Object.keys(RESPONSE), 'NonApplicable'] as ResponseClass[];

export function readResponse(value: unknown): ResponseValue | undefined {
  const fields = fieldsOf(value);
  const named = fields?.oneOf('class', CLASSES);
  if (!fields || !named) return undefined;
  const { text, number, flag, oneOf } = fields;
  return {
    class: named,
    criteria: text('criteria'),
    current: flag('current') ?? true,
    explanation: text('explanation'),
    targetSumMm: number('targetSumMm'),
    targetSumChangePercent: number('targetSumChangePercent'),
    reference: oneOf('reference', Object.keys(REFERENCE) as (keyof typeof REFERENCE)[]),
    newLesions: flag('newLesions'),
    dissociated: flag('dissociated'),
    modality: oneOf('modality', Object.keys(MODALITY) as Modality[]),
    score: text('score'),
    contradicts: flag('contradicts') ? [] : given(fields.texts('contradicts')),
  };
}

const given = (texts: readonly string[]): readonly string[] | undefined =>
  texts.length > 0 ? texts : undefined;
