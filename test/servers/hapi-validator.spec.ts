import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, type Observation, type Resource } from '@medplum/fhirtypes';
import { type WriteMode, neutralEntries, planWrite } from '../../src/delivery/fhir/write-mode.js';
import { MAPPED_USE_CASES, toCareBundle } from '../../src/fhir/index.js';
import { KIND } from '../../src/fhir/mapping/results/infection-words.js';
import { aCareInput, aFinding, aReport, someSettings } from '../../src/fhir/mapping/spec-builders.js';
import { EXTENSION, FRENCH, HL7, OWN } from '../../src/fhir/mapping/systems.js';
import { type FakeFhirServer, startFakeFhirServer } from '../support/fhir/fake-fhir-server.js';
import { sensitive } from '../../src/kernel/index.js';
import { NO_STAY } from '../../src/patients/index.js';
import { ownCodeSystems } from '../support/hapi/own-code-systems.js';
import { kindOf, stateOf, unlike } from '../support/hapi/shapes.js';
import { TOLERATED } from '../support/hapi/tolerated.js';
import { type Issue, validate } from '../support/hapi/validator.js';
import { createServiceDatabase } from '../support/service/database.js';
import { withFolder } from '../support/service/folder.js';
import { builtFile, ROOT, runToEnd } from '../support/service/process.js';
import { onDatabase, someKeys, startService } from '../support/service/service.js';
import { ACCEPTED, aStory } from '../support/service/story.js';
import { quiet, tell } from '../support/service/telling.js';

let bundles: readonly Bundle[] = [];
let resources: readonly Resource[] = [];

beforeAll(async () => {
  const [told, read] = await Promise.all([bundlesOfTheStory(), bundlesOfExamples()]);
  bundles = [...told, ...read, bundleOfContradictions()];
  resources = bundles.flatMap(({ entry }) => entry ?? []).flatMap(({ resource }) => resource ?? []);
}, 180_000);

/** Each transaction that a server of each zone gets while a hospital tells the story. */
async function bundlesOfTheStory(): Promise<Bundle[]> {
  const care = await startFakeFhirServer();
  const research = await startFakeFhirServer();
  const database = await createServiceDatabase();
  try {
    const service = await startService({
      ...onDatabase(database.url, someKeys()),
      ...zone('CARE', care),
      ...zone('RESEARCH', research),
      PASSERELLE_FHIR__KEEP_PAYLOAD: 'true',
    });
    for (const part of aStory()) {
      await tell(service, part);
      await quiet(service, database.dataSource);
      acceptOne(care);
    }
    const lost = (await service.api.reports()).filter(({ state }) => state !== 'delivered');
    if (lost.length > 0)
      throw new Error(`not delivered: ${lost.map(({ controlId }) => controlId).join(', ')}`);
    await service.stop();
    return [care, research].flatMap(({ received }) =>
      received.filter(({ kind }) => kind === 'transaction').map(({ body }) => JSON.parse(body) as Bundle),
    );
  } finally {
    await database.drop();
    await care.close();
    await research.close();
  }
}

const zone = (name: string, { baseUrl }: FakeFhirServer) => ({
  [`PASSERELLE_FHIR__${name}__KIND`]: 'external',
  [`PASSERELLE_FHIR__${name}__BASE_URL`]: baseUrl,
});

/** As a person does on the hospital's server. */
function acceptOne({ store }: FakeFhirServer): void {
  const document = store
    .all('DocumentReference')
    .find((one) => JSON.stringify(one).includes(`"${ACCEPTED}"`));
  const source = `DocumentReference/${document?.id ?? ''}`;
  const results = store.all('Observation') as Observation[];
  const result = results.find(({ derivedFrom }) => derivedFrom?.[0]?.reference === source);
  if (result?.status === 'preliminary') store.add({ ...result, status: 'final' });
}

/** Each Bundle that the examples of the use cases give, ten sentences a document. */
async function bundlesOfExamples(): Promise<Bundle[]> {
  const sentences = ['infections', 'tumor-biomarkers'].flatMap(sentencesOf);
  const texts = Array.from({ length: Math.ceil(sentences.length / 10) }, (_, at) =>
    sentences.slice(at * 10, at * 10 + 10).join('\n'),
  );
  const stays = texts.map((text, at) => ({ id: `S${at}`, documents: [{ docId: `D${at}`, text }] }));
  return withFolder(async (folder) => {
    const [input, output] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')];
    writeFileSync(input, stays.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const args = ['process', '--input', input, '--output', output, '--fhir'];
    const { status, err } = await runToEnd([builtFile('src/cli/main.js'), ...args]);
    if (status !== 0) throw new Error(err);
    const lines = readFileSync(output, 'utf8').split('\n').filter(Boolean);
    return lines.flatMap((line) => (JSON.parse(line) as { fhir: Bundle[] }).fhir);
  });
}

/** What few reports say: an assessment against another, measures, norms, genes and carriage. */
function bundleOfContradictions(): Bundle {
  const response = { class: 'MaladieStable', criteria: 'RECIST 1.1', current: true, modality: 'imaging' };
  const measures = {
    targetSumMm: 51,
    targetSumChangePercent: -12,
    reference: 'nadir',
    newLesions: true,
    score: 'TRG 2',
  };
  const drug = {
    kind: 'Susceptibility',
    name: 'céfotaxime',
    antibiotic: 'céfotaxime',
    organism: 'Escherichia coli',
  };
  const useCase = 'treatment-response';
  const made = toCareBundle(
    aCareInput({
      report: aReport({ stay: sensitive(NO_STAY) }),
      settings: someSettings({ site: 'demonstration', hygieneTeam: { name: 'EOH' } }),
      findings: [
        aFinding('carcinome', { ...response, ...measures, contradicts: true }, { useCase }),
        aFinding('carcinome', { class: 'ReponsePartielle', criteria: 'Lugano', current: false }, { useCase }),
        aFinding('HER2', {
          name: 'HER2',
          status: 'amplified',
          method: 'FISH',
          ratio: 4,
          copies: 9,
          loinc: '49683-6',
        }),
        aFinding('HER2', { name: 'PD-L1', status: 'positive', value: '60', unit: '%', clone: '22C3' }),
        aFinding(
          'E. coli',
          { kind: 'Bacterie', name: 'Escherichia coli', carriage: true },
          { specimen: 'Hémoculture' },
        ),
        aFinding('E. coli', { ...drug, result: 'I', mic: '>8', norm: 'CLSI 2023' }),
        aFinding('BLSE', {
          kind: 'Resistance',
          name: 'BLSE',
          mechanism: 'CTX-M-15',
          organism: 'Escherichia coli',
        }),
      ],
    }),
  );
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

/** Without the marks of what is to be found. */
function sentencesOf(useCase: string): string[] {
  const folder = join(ROOT, 'src', 'use-cases', useCase, 'examples');
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return files
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) =>
      line
        .replace(/ => .*$/, '')
        .replace(/<\/?[a-z0-9][^<>]*>|<\/>/gi, '')
        .replaceAll('⏎', '\n'),
    );
}

const MODES = ['put', 'conditional-put', 'if-none-exist'] as const;

/** The same Bundle as each write mode sends it to a server that knows nothing yet. */
function inMode(bundle: Bundle, mode: WriteMode): Bundle {
  const entries = neutralEntries(bundle);
  const plan = entries.ok
    ? planWrite(entries.value, { mode, baseUrl: 'https://fhir.exemple.invalid/fhir' }, new Map())
    : entries;
  if (!plan.ok) throw new Error(plan.failure.message);
  return plan.value.bundle;
}

const mappingSources = (): string => {
  const folder = join(ROOT, 'src', 'fhir', 'mapping');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const own = files.filter((name) => name.endsWith('.ts') && !/spec/.test(name));
  return own.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
};

describe('what is validated', () => {
  it('holds every resource, extension, code system and use case that src/fhir/mapping writes', () => {
    const written = JSON.stringify(bundles);
    const types = [...mappingSources().matchAll(/resourceType: '([A-Z]\w+)'/g)].map(([, type]) => type);
    expect(types.length).toBeGreaterThan(8);
    const missing = (of: readonly string[]) => of.filter((one) => !written.includes(JSON.stringify(one)));
    expect({
      types: types.filter((type) => !written.includes(`"resourceType":"${type}"`)),
      extensions: missing(Object.values(EXTENSION)),
      systems: missing([...Object.values(HL7), ...Object.values(FRENCH), ...Object.values(OWN)]),
      kinds: missing(Object.keys(KIND)),
      useCases: MAPPED_USE_CASES.filter((name) => !written.includes(`${name}@`)),
    }).toEqual({ types: [], extensions: [], systems: [], kinds: [], useCases: [] });
  });

  it('holds each state a resource is brought to', () => {
    const states = new Set(resources.map(stateOf));
    for (const state of [
      ...['current', 'superseded', 'entered-in-error'].map((status) => `DocumentReference ${status}`),
      ...['preliminary', 'entered-in-error'].map((status) => `Observation ${status}`),
      ...['inactive', 'entered-in-error'].map((status) => `Flag ${status}`),
      ...['requested', 'cancelled'].map((status) => `Task ${status}`),
      ...['in-progress', 'finished'].map((status) => `Encounter ${status}`),
    ])
      expect(states).toContain(state);
    const activities = JSON.stringify(resources.filter((one) => one.resourceType === 'Provenance'));
    for (const code of ['CREATE', 'UPDATE', 'NULLIFY', 'pseudonymize'])
      expect(activities).toContain(`"${code}"`);
  });
});

describe('HAPI, which is not ours,', () => {
  const seen = new Set<RegExp>();
  const isUntold = ({ text }: Issue): boolean => {
    const line = TOLERATED.find((one) => one.text.test(text));
    if (line) seen.add(line.text);
    return !line;
  };

  it('finds no fault in any resource, nor in any Bundle of any write mode', async () => {
    const different = unlike(resources);
    const unlikeBundles = [...new Map(bundles.map((one) => [kindOf(one), one])).values()];
    const sent = MODES.flatMap((mode) => unlikeBundles.map((one) => inMode(one, mode)));
    const broken = brokenOnes();
    const given = [...different, ...sent, ...broken];
    const issues = await validate(given, ownCodeSystems());
    const untold = issues
      .slice(0, -broken.length)
      .flatMap((found, at) => found.filter(isUntold).map((issue) => said(given[at], issue)));
    expect([...new Set(untold)]).toEqual([]);
    // It would have told.
    const told = issues
      .slice(-broken.length)
      .map((found) => found.some(({ severity }) => severity === 'error'));
    expect(told).toEqual(broken.map(() => true));
    // A line of the list that is needed no more goes.
    expect(TOLERATED.filter(({ text }) => !seen.has(text)).map(({ why }) => why)).toEqual([]);
  }, 240_000);
});

/** A wrong code, a missing element, a broken invariant, a bad unit, a code that is not in a list of ours. */
function brokenOnes(): Resource[] {
  const observation = resources.find((one) => one.resourceType === 'Observation');
  const patient = resources.find((one) => one.resourceType === 'Patient');
  return [
    { ...patient, gender: 'femme' },
    { ...observation, code: undefined },
    { ...observation, dataAbsentReason: { text: 'inconnu' }, valueString: '3+' },
    {
      ...observation,
      valueCodeableConcept: undefined,
      valueQuantity: { value: 1, system: HL7.ucum, code: 'Mb' },
    },
    { ...observation, category: [{ coding: [{ system: OWN.temporality, code: 'futur' }] }] },
  ] as Resource[];
}

/** Without ids and places in lists: one fault of a hundred resources is one line. */
const said = (resource: Resource | undefined, { severity, id, place, text }: Issue): string =>
  `${severity} ${id ?? ''} ${resource?.resourceType ?? ''} ${(place ?? '').replace(/\[\d+\]/g, '')}: ${text}`
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\[\d+\]/g, '[]');
