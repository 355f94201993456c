import { readFileSync } from 'node:fs';
import { type Features } from './features.js';

type Weights = Readonly<Record<string, number>>;
interface Fitted {
  /** Of the principal diagnosis among the candidates of a stay. */
  readonly DP: Weights;
  /** Of each other diagnosis, and of each act, by itself. */
  readonly DAS: Weights;
  readonly CCAM: Weights;
  /** Least probability that is proposed. */
  readonly thresholds: { readonly DAS: number; readonly CCAM: number };
  /** Divides the scores before they become probabilities, so that these are those observed. */
  readonly temperatures: { readonly DP: number; readonly DAS: number; readonly CCAM: number };
}

/** How likely each candidate is, by its features. */
export interface Ranking {
  /** Of being the principal diagnosis: of all the candidates that may be, the probabilities sum to 1. */
  principal(all: readonly Features[]): number[];
  /** Of being coded beside it. */
  associated(features: Features): number;
  /** Of an act: of having been done in the stay. */
  act(features: Features): number;
}

/** Made by training/coding from the development stays; see card.md. */
const FITTED = JSON.parse(readFileSync(new URL('./weights.json', import.meta.url), 'utf8')) as Fitted;

export const THRESHOLDS = FITTED.thresholds;

function score(weights: Weights, features: Features): number {
  let sum = 0;
  for (const [name, value] of Object.entries(features)) sum += (weights[name] ?? 0) * value;
  return sum;
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const raised = scores.map((one) => Math.exp(one - most));
  const sum = raised.reduce((total, one) => total + one, 0);
  return raised.map((one) => one / sum);
}
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

const { DP, DAS, CCAM, temperatures } = FITTED;

export const TRAINED: Ranking = {
  principal: (all) => softmax(all.map((features) => score(DP, features) / temperatures.DP)),
  associated: (features) => sigmoid(score(DAS, features) / temperatures.DAS),
  act: (features) => sigmoid(score(CCAM, features) / temperatures.CCAM),
};

/** What is said most often first, and all that is said: the baseline. */
export const COUNTING: Ranking = {
  principal: (all) =>
    softmax(all.map((features) => (features['stated'] ?? 0) + (features['first'] ?? 0) / 100)),
  associated: () => 1,
  act: () => 1,
};
