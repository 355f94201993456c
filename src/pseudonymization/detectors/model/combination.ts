import { readYaml } from '../../../text/index.js';
import { type SpanCategory } from '../../pseudonymized-document.js';

type Least = number | 'never';
interface Written {
  readonly alone: number;
  readonly over: Least;
  readonly role: Least;
}

/** Least probabilities, 0 to 1; infinite where the other side always wins. */
export interface CategoryRule {
  readonly alone: number;
  readonly over: number;
  readonly role: number;
}

const written = readYaml<{
  readonly outside: number;
  readonly spread: number;
  readonly lower: number;
  readonly default: Written;
  readonly categories: Readonly<Partial<Record<SpanCategory, Written>>>;
}>(import.meta.url, './combination.yml');

const least = (value: Least): number => (value === 'never' ? Infinity : value);

/** combination.yml. */
export const COMBINATION = {
  outside: written.outside,
  spread: written.spread,
  lower: written.lower,
  of(category: SpanCategory): CategoryRule {
    const { alone, over, role } = written.categories[category] ?? written.default;
    return { alone, over: least(over), role: least(role) };
  },
};
