import { type Span } from '../../text/index.js';
import { type Modality, type ResponseClass } from './value.js';
import { type Direction } from './vocabulary.js';

/** How directly the words say a class; the order of `STRENGTH`. */
export type Basis = 'category' | 'score' | 'state' | 'change' | 'weak';

/** 3 the conclusion, 2 the body, 1 the story before, 0 the antecedents. */
export type Tier = 0 | 1 | 2 | 3;

/** One place of the text that says how a tumour answers. Offsets: UTF-16. */
export interface Candidate extends Span {
  /** After denial: "pas de progression" is MaladieStable. */
  readonly class: ResponseClass;
  readonly basis: Basis;
  readonly direction: Direction | null;
  readonly denied: boolean;
  readonly doubt: boolean;
  readonly past: boolean;
  readonly tier: Tier;
  /** ISO, of the examination it tells; null where the text does not say. */
  readonly date: string | null;
  /** Said of today by its own words. */
  readonly now: boolean;
  /** The answer of a grid, not one of its lines. */
  readonly overall: boolean;
  /** One line of a grid: target lesions, other lesions. */
  readonly part: boolean;
  /** Said of one site of the disease only. */
  readonly local: boolean;
  readonly mild: boolean;
  /** "Sauf une nouvelle lésion": it goes against what is said before it. */
  readonly exception: boolean;
  /** Said of disease known to be there. */
  readonly known: boolean;
  readonly modality: Modality | null;
  readonly score: string | null;
  readonly dissociated: boolean;
  readonly recurrence: boolean;
  /** Said of the disease as a whole: "pas d'évolution significative". */
  readonly whole: boolean;
  /** Nothing is found. */
  readonly clear: boolean;
  /** Its words prove a cancer where the text names none. */
  readonly proof: boolean;
}

const STRENGTH: Readonly<Record<Basis, number>> = { category: 4, state: 3, score: 2.5, change: 2, weak: 1 };

export function strengthOf({ basis, part, mild, direction, denied }: Candidate): number {
  if (part) return 1.5;
  if (direction === 'new' && denied) return 1;
  if (mild && direction === 'increase') return 1.5;
  return STRENGTH[basis];
}
