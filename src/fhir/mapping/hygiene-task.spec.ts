import { type Bundle, type Flag, type Resource, type Task } from '@medplum/fhirtypes';
import { checkBundle } from '../checking/check-bundle.js';
import { toCareBundle } from './care-bundle.js';
import { type MappingSettings } from './input.js';
import { toRetractionBundle } from './retraction-bundle.js';
import { aCareInput, aFinding, allOf, onlyOf, resourcesOf, someSettings } from './spec-builders.js';
import { toSuspensionBundle } from './suspension-bundle.js';

const alert = (name: 'BMR' | 'BHRe') => aFinding('E. coli BLSE', { kind: 'Alert', name, alert: name });

function made(
  findings: readonly ReturnType<typeof alert>[],
  previous: readonly Resource[] = [],
  settings: Partial<MappingSettings> = {},
): Bundle {
  const bundle = toCareBundle(aCareInput({ findings, previous, settings: someSettings(settings) }));
  if (!bundle.ok) throw new Error(bundle.failure.message);
  const known = new Set(previous.map(({ resourceType, id }) => `${resourceType}/${id}`));
  expect(checkBundle(bundle.value, known)).toMatchObject({ ok: true });
  return bundle.value;
}

/** What stands on the server after a Bundle, with what a person did since. */
const after = (
  before: readonly Resource[],
  bundle: Bundle,
  decided: Partial<Flag> | Partial<Task> = {},
  type = 'Flag',
) => {
  const written = resourcesOf(bundle);
  const ids = new Set(written.map(({ id }) => id));
  return [...before.filter(({ id }) => !ids.has(id)), ...written].map((one) =>
    one.resourceType === type ? ({ ...one, ...decided } as Resource) : one,
  );
};

describe('a suggested alert', () => {
  it('is an inactive Flag, and a Task that asks the hygiene team to look at it', () => {
    const bundle = made([alert('BHRe')]);
    const flag = onlyOf(bundle, 'Flag');
    const task = onlyOf(bundle, 'Task');
    expect(flag.status).toBe('inactive');
    expect(task).toMatchObject({
      status: 'requested',
      intent: 'proposal',
      priority: 'urgent',
      focus: { reference: `Flag/${flag.id}` },
      for: flag.subject,
      code: { coding: [{ code: 'hygiene-review' }] },
    });
    expect(task.reasonReference?.reference).toMatch(/^DocumentReference\//);
    expect(task.requester?.reference).toMatch(/^Device\//);
    expect(task.owner).toBeUndefined();
  });

  it('of a BMR is no matter of the hour', () => {
    expect(onlyOf(made([alert('BMR')]), 'Task').priority).toBe('routine');
  });

  it.each([
    [{ name: 'EOH du CHU' }, { display: 'EOH du CHU', type: 'Organization' }],
    [
      { name: 'EOH', system: 'https://finess.esante.gouv.fr', value: 'EOH-1' },
      { display: 'EOH', identifier: { system: 'https://finess.esante.gouv.fr', value: 'EOH-1' } },
    ],
  ])('is for the team that the site names (%j)', (hygieneTeam, owner) => {
    expect(onlyOf(made([alert('BMR')], [], { hygieneTeam }), 'Task').owner).toMatchObject(owner);
  });

  it('is asked once: read again, its Task is left to who has it', () => {
    const first = made([alert('BMR')]);
    const done = after([], first, { status: 'in-progress' }, 'Task');
    expect(allOf(made([alert('BMR')], done), 'Task')).toEqual([]);
  });
});

describe('the decision of a person on an alert', () => {
  const first = made([alert('BHRe')]);

  it('that accepts it stands: neither the Flag nor its Task is written again', () => {
    const accepted = after([], first, { status: 'active' });
    const next = made([alert('BHRe')], accepted);
    expect([allOf(next, 'Flag'), allOf(next, 'Task')]).toEqual([[], []]);
  });

  it('that refuses it stands: it is not raised again, and what was asked is asked no more', () => {
    const refused = after([], first, { status: 'entered-in-error' });
    const next = made([alert('BHRe')], refused);
    expect(allOf(next, 'Flag')).toEqual([]);
    expect(onlyOf(next, 'Task').status).toBe('cancelled');
  });

  it('that lifted it stands', () => {
    const lifted = after([], first, {
      status: 'inactive',
      period: { start: '2024-03-09', end: '2024-03-20' },
    });
    expect(allOf(made([alert('BHRe')], lifted), 'Flag')).toEqual([]);
  });

  it('on one accepted before Tasks were asked is not asked for', () => {
    const accepted = after([], first, { status: 'active' }).filter(
      ({ resourceType }) => resourceType !== 'Task',
    );
    expect(allOf(made([alert('BHRe')], accepted), 'Task')).toEqual([]);
  });

  it('is asked for no more once the text says it no longer, and again if it says it again', () => {
    const before = after([], first);
    const gone = made([], before);
    expect([onlyOf(gone, 'Flag').status, onlyOf(gone, 'Task').status]).toEqual([
      'entered-in-error',
      'cancelled',
    ]);
    const again = made([alert('BHRe')], after(before, gone));
    expect([onlyOf(again, 'Flag').status, onlyOf(again, 'Task').status]).toEqual(['inactive', 'requested']);
    expect(onlyOf(again, 'Task').id).toBe(onlyOf(first, 'Task').id);
  });

  it('that cancelled the Task itself stands', () => {
    const cancelled = after([], first, { status: 'cancelled' }, 'Task');
    expect(allOf(made([alert('BHRe')], cancelled), 'Task')).toEqual([]);
  });

  it('is asked for no more where the document is deleted or suspended', () => {
    const { report, settings, ids, now } = aCareInput();
    const input = { report, settings, ids, now, previous: resourcesOf(first) };
    for (const bundle of [toRetractionBundle(input), toSuspensionBundle(input)]) {
      expect(onlyOf(bundle, 'Task').status).toBe('cancelled');
      expect(onlyOf(bundle, 'Flag').status).toBe('entered-in-error');
    }
  });
});
