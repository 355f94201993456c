import { checkConfig } from '../config/index.js';
import { createRoute } from './routes.js';

function routeOf(tree: object) {
  const config = checkConfig(tree);
  if (!config.ok) throw new Error(config.failure.message);
  const route = createRoute(config.value);
  return (source: string, code: string) => route({ source, type: { code } }).map(({ id }) => id);
}

const ALL = ['tumor-biomarkers', 'treatment-response', 'infections'];

it('runs everything where no route names the type', () => {
  expect(routeOf({})('dpi', '60568-3')).toEqual(ALL);
  expect(routeOf({ routes: [{ types: ['11502-2'], useCases: [] }] })('dpi', '60568-3')).toEqual(ALL);
});

it('follows the source first, then the general table, and the first route of each', () => {
  const route = routeOf({
    routes: [
      { types: ['60568-3'], useCases: ['tumor-biomarkers'] },
      { types: ['*'], useCases: ['infections'] },
    ],
    sources: [{ name: 'anapath', routes: [{ types: ['60568-3', '34794-8'], useCases: [] }] }],
  });
  expect(route('anapath', '60568-3')).toEqual([]);
  expect(route('dpi', '60568-3')).toEqual(['tumor-biomarkers']);
  expect(route('dpi', '11502-2')).toEqual(['infections']);
  expect(route('anapath', '11502-2')).toEqual(['infections']);
});

it('refuses at start a use case that is not on, and names the setting', () => {
  expect(() =>
    routeOf({
      useCases: ['infections'],
      sources: [{ name: 'a', routes: [{ types: ['*'], useCases: ['tumor-biomarkers'] }] }],
    }),
  ).toThrow('sources[0].routes[0].useCases: not among the use cases that are on: tumor-biomarkers');
  expect(() => routeOf({ routes: [{ types: ['*'], useCases: ['inconnu'] }] })).toThrow('routes[0].useCases');
});
