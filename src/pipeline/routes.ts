import { type PasserelleConfig, type RouteConfig } from '../config/index.js';
import { type Report } from '../intake/index.js';
import { type UseCase } from '../use-cases/index.js';
import { AssemblyError, selectCatalog } from './assembly.js';

/** The use cases that run on a report, in the order of their needs. */
export type Route = (report: Pick<Report, 'source' | 'type'>) => readonly UseCase[];

type RouteSettings = Pick<PasserelleConfig, 'useCases' | 'routes' | 'sources'>;

const ANY = '*';

/**
 * The table type → use cases: the source's routes, then the general ones; the first that names the type holds. A type
 * that none names gets every use case that is on. Throws at start where a route names one that is not.
 */
export function createRoute({ useCases, routes, sources }: RouteSettings): Route {
  const all = selectCatalog(useCases);
  const general = compiled(routes, 'routes', all);
  const bySource = new Map(
    sources.map(({ name, routes: own }, at) => [name, compiled(own, `sources[${at}].routes`, all)] as const),
  );
  return ({ source, type }) => {
    const found = [...(bySource.get(source) ?? []), ...general].find(
      ({ types }) => types.has(type.code) || types.has(ANY),
    );
    return found?.useCases ?? all;
  };
}

interface Compiled {
  readonly types: ReadonlySet<string>;
  readonly useCases: readonly UseCase[];
}

function compiled(routes: readonly RouteConfig[], setting: string, all: readonly UseCase[]): Compiled[] {
  return routes.map(({ types, useCases }, at) => {
    const off = useCases.filter((id) => !all.some((useCase) => useCase.id === id));
    if (off.length > 0) {
      throw new AssemblyError(
        `${setting}[${at}].useCases: not among the use cases that are on: ${off.join(', ')}`,
      );
    }
    return { types: new Set(types), useCases: selectCatalog(useCases) };
  });
}
