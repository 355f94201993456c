import { layTerminology } from '../../src/terminology/index.js';
import { CATALOG, stayCatalog } from '../../src/use-cases/index.js';
import { formatted } from './formatted.js';
import { type Generator } from './generator.js';

const FILE = 'docs/vocabulary.json';

/** Every name, status and kind a use case can give, for those who read the batch output. */
export const vocabulary: Generator = {
  file: FILE,
  generate: () => {
    const all = [...CATALOG, ...stayCatalog(layTerminology([]))];
    const useCases = all.map((useCase) => [useCase.id, useCase.vocabulary()] as const);
    return formatted(FILE, JSON.stringify(Object.fromEntries(useCases)));
  },
};
