import { type DocumentReference, type Observation, type Patient, type Resource } from '@medplum/fhirtypes';
import { aSent, aWorld } from './a-world.js';
import { audit, type Sent, type World } from './audit.js';
import { expectedOf } from './model.js';
import { type ContentSaid, type Person, type Said } from './traffic/said.js';

const person: Person = { ipp: '87001', lastName: 'ESSARTINEL' };
const first: ContentSaid = {
  ...{ kind: 'content', action: 'original', id: 'A', person, signed: true, time: '10:00' },
  text: { mark: 'zqun', lines: ['Examen zqun', '- HER2 : score 3+'], results: ['HER2 : score 3+'] },
};
const second: ContentSaid = {
  ...{ ...first, action: 'replacement', id: 'A-v2', parentId: 'A' },
  text: { mark: 'zqdeux', lines: ['Examen zqdeux', '- Ki-67 : 25 %'], results: ['Ki-67 : 25 %'] },
};
const acknowledged: Said[] = [first, second];

interface Case {
  readonly said?: readonly Said[];
  readonly abandoned?: readonly Said[];
  readonly change?: (resources: Resource[]) => Resource[];
  readonly world?: Partial<World>;
  readonly sent?: Partial<Sent>;
}

function codesOf({
  said = acknowledged,
  abandoned = [],
  change = (all) => all,
  world,
  sent,
}: Case): string[] {
  const good = aWorld(expectedOf({ acknowledged, abandoned: [] }).documents);
  const there = { ...good, resources: change([...good.resources]), ...world };
  return audit(expectedOf({ acknowledged: said, abandoned }), there, aSent(sent)).map(({ code }) => code);
}

const without = (type: string) => (all: Resource[]) =>
  all.filter(({ resourceType }) => resourceType !== type);
const changed =
  <T extends Resource>(type: T['resourceType'], over: (one: T) => Partial<T>) =>
  (all: Resource[]): Resource[] =>
    all.map((one) => (one.resourceType === type ? { ...one, ...over(one as T) } : one) as Resource);
const doubled =
  <T extends Resource>(type: T['resourceType'], over: Partial<T> = {}) =>
  (all: Resource[]): Resource[] => [
    ...all,
    ...all
      .filter(({ resourceType }) => resourceType === type)
      .map((one) => ({ ...one, id: `${one.id}-again`, ...over }) as Resource),
  ];

describe('the audit', () => {
  it('finds nothing where all is as it should be', () => {
    expect(codesOf({})).toEqual([]);
  });

  it.each<[string, Case, string]>([
    ['a report that is gone', { change: without('DocumentReference') }, 'NOTHING_CURRENT'],
    ['a result that is gone', { change: without('Observation') }, 'OTHER_RESULTS'],
    ['a reference to nothing', { change: without('Patient') }, 'ORPHAN'],
    ['a report that stands twice', { change: doubled('DocumentReference') }, 'CURRENT_TWICE'],
    ['a resource made twice', { change: doubled('Observation') }, 'IDENTIFIER_TWICE'],
    ['a patient made twice', { change: doubled<Patient>('Patient') }, 'IDENTIFIER_TWICE'],
    [
      'a result told twice',
      { change: doubled<Observation>('Observation', { identifier: [] }) },
      'OTHER_RESULTS',
    ],
    [
      'the version before, left current',
      {
        change: doubled<DocumentReference>('DocumentReference', {
          ...{ masterIdentifier: { value: 'A' }, identifier: [] },
        }),
      },
      'CURRENT_TWICE',
    ],
    [
      'the text of the version before',
      {
        change: changed<DocumentReference>('DocumentReference', () => ({
          content: [{ attachment: { data: Buffer.from('Examen zqun').toString('base64') } }],
        })),
      },
      'OTHER_TEXT',
    ],
    [
      'a result taken back that stands',
      { change: changed<Observation>('Observation', () => ({ status: 'entered-in-error' })) },
      'OTHER_RESULTS',
    ],
    [
      'a result nobody drew',
      { change: changed<Observation>('Observation', () => ({ status: 'final' })) },
      'RESULT_NOT_PRELIMINARY',
    ],
    [
      'another value than the words say',
      { change: changed<Observation>('Observation', () => ({ valueQuantity: { value: 26, unit: '%' } })) },
      'OTHER_VALUE',
    ],
    [
      'a result of no document',
      { change: changed<Observation>('Observation', () => ({ derivedFrom: [] })) },
      'RESULT_WITHOUT_SOURCE',
    ],
    [
      'a document nobody sent',
      { change: doubled<DocumentReference>('DocumentReference', { masterIdentifier: { value: 'B' } }) },
      'UNKNOWN_DOCUMENT',
    ],
    [
      'a deleted report that stands',
      { said: [...acknowledged, { kind: 'deletion', id: 'A', person }] },
      'STANDS_AND_SHOULD_NOT',
    ],
    [
      'a deleted text that can be read',
      {
        said: [...acknowledged, { kind: 'deletion', id: 'A', person }],
        change: changed<DocumentReference>('DocumentReference', () => ({ status: 'entered-in-error' })),
      },
      'TEXT_STILL_THERE',
    ],
    ['a message acknowledged and lost', { world: { kept: new Map() } }, 'ACKNOWLEDGED_AND_LOST'],
    ['a message kept twice', { world: { kept: new Map([['M-1', 2]]) } }, 'KEPT_TWICE'],
    ['a message nobody sent', { sent: { acknowledgedIds: new Map() } }, 'KEPT_AND_NEVER_SENT'],
    ['a message refused', { sent: { refused: [{ controlId: 'M-1', answer: 'AE' }] } }, 'REFUSED'],
    ['what is not over', { world: { open: { jobs: 1 } } }, 'NOT_OVER'],
    ['a dead letter', { world: { dead: { 'dead letters': 1 } } }, 'ENDED_BADLY'],
    [
      'an identity not followed',
      {
        said: [
          ...acknowledged,
          { kind: 'identity', edition: 0, person: { ...person, lastName: 'VERTOUILLE' } },
        ],
      },
      'IDENTITY_NOT_FOLLOWED',
    ],
    [
      'a merge not followed',
      {
        said: [...acknowledged, { kind: 'merge', person: { ...person, ipp: '87002' }, absorbed: person }],
        change: (all) => [...all, { resourceType: 'Patient', id: 'other', identifier: [{ value: '87002' }] }],
      },
      'MERGE_NOT_LINKED',
    ],
    [
      'a stay without its Encounter',
      {
        said: [
          ...acknowledged,
          { ...first, id: 'A-v3', parentId: 'A-v2', action: 'replacement', signed: false, stay: 'S-1' },
        ],
      },
      'ENCOUNTERS',
    ],
  ])('finds %s', (_name, one, code) => {
    expect(codesOf(one)).toContain(code);
  });

  it('finds the text of a report that was never signed', () => {
    const draft = { ...second, signed: false };
    expect(codesOf({ said: [first, draft] })).toContain('TEXT_STILL_THERE');
  });

  it('takes a message nobody waited for as there, whole, or absent', () => {
    const [gone, there] = [without('none'), without('Observation')];
    const abandoned = {
      said: [],
      abandoned: acknowledged,
      sent: { abandonedIds: new Set(['M-1']), acknowledgedIds: new Map() },
    };
    expect(codesOf(abandoned)).toEqual([]);
    expect(codesOf({ ...abandoned, change: gone, world: { resources: [], kept: new Map() } })).toEqual([]);
    expect(codesOf({ ...abandoned, change: there })).toEqual(['OTHER_RESULTS']);
  });
});
