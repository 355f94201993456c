import { orderUseCases, selectUseCases } from './order.js';
import { type UseCase } from './use-case.js';

const aUseCase = (id: string, ...needs: string[]): UseCase => ({
  id,
  version: '1.0.0',
  scope: 'document',
  stage: 'assisted',
  needs,
  run: () => [],
  vocabulary: () => ({ names: [] }),
});

const idsOf = (result: ReturnType<typeof orderUseCases>) =>
  result.ok ? result.value.map(({ id }) => id) : result;

describe('ordering the use cases', () => {
  it('puts each after what it needs, and keeps the order otherwise', () => {
    const ordered = orderUseCases([
      aUseCase('c', 'a', 'b'),
      aUseCase('b', 'a'),
      aUseCase('a'),
      aUseCase('d'),
    ]);
    expect(idsOf(ordered)).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([
    ['USE_CASE_DUPLICATE', ['a'], [aUseCase('a'), aUseCase('b'), aUseCase('a')]],
    ['USE_CASE_NEED_UNMET', ['x', 'y'], [aUseCase('a', 'x', 'y')]],
    ['USE_CASE_NEED_CYCLE', ['b', 'c'], [aUseCase('a'), aUseCase('b', 'c'), aUseCase('c', 'b')]],
    ['USE_CASE_NEED_CYCLE', ['a'], [aUseCase('a', 'a')]],
  ])('refuses with %s and names %j', (code, useCases, catalog) => {
    expect(orderUseCases(catalog)).toMatchObject({
      ok: false,
      failure: { code, class: 'permanent', useCases },
    });
  });
});

describe('selecting use cases', () => {
  const catalog = [aUseCase('a'), aUseCase('b', 'a'), aUseCase('c', 'b'), aUseCase('d')];

  it('gives all of them', () => {
    expect(idsOf(selectUseCases(catalog, 'all'))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('brings what the chosen ones need', () => {
    expect(idsOf(selectUseCases(catalog, ['c']))).toEqual(['a', 'b', 'c']);
  });

  it('refuses an id the catalog lacks, by name', () => {
    expect(selectUseCases(catalog, ['d', 'z'])).toMatchObject({
      ok: false,
      failure: { code: 'USE_CASE_UNKNOWN', useCases: ['z'] },
    });
  });
});
