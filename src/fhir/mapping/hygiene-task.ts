import { type Device, type Flag, type Resource, type Task } from '@medplum/fhirtypes';
import { type Identified, referenceTo } from './bundle.js';
import { coding, concept } from './concepts.js';
import { keyIdentifier, makeId } from './ids.js';
import { type CareInput } from './input.js';
import { sourceMeta } from './meta.js';
import { type Reconciled } from './reconcile.js';
import { OWN } from './systems.js';

interface About {
  readonly source: string;
  readonly requester: Identified<Device>;
}

/**
 * Asks the hygiene team to look at each suggested alert. One that a person has accepted already is not asked anew; one
 * they refused is not asked at all.
 */
export function hygieneTasks(
  { standing, written }: Reconciled,
  input: CareInput,
  about: About,
): Identified<Task>[] {
  const known = new Set(input.previous.map(({ id }: Resource) => id));
  return standing
    .flatMap((one) => (one.resourceType === 'Flag' ? [one] : []))
    .map((flag) => ({ flag, task: toTask(flag, input, about) }))
    .filter(({ flag, task }) => written.includes(flag) || known.has(task.id))
    .map(({ task }) => task);
}

function toTask(flag: Identified<Flag>, input: CareInput, { source, requester }: About): Identified<Task> {
  const { report, settings, ids, now } = input;
  const id = makeId(ids, 'Task', report.lineage, 'hygiene', referenceTo(flag));
  const isUrgent = flag.code.coding?.some(({ system, code }) => system === OWN.alert && code === 'BHRe');
  const owner = ownerOf(settings.hygieneTeam);
  return {
    resourceType: 'Task',
    id,
    meta: sourceMeta(report, settings),
    identifier: [keyIdentifier(settings, 'Task', id)],
    status: 'requested',
    intent: 'proposal',
    priority: isUrgent ? 'urgent' : 'routine',
    code: concept(
      `Valider ou écarter une alerte proposée : ${flag.code.text ?? ''}`.trim(),
      coding(OWN.task, 'hygiene-review'),
    ),
    focus: { reference: referenceTo(flag) },
    for: flag.subject,
    ...(flag.encounter && { encounter: flag.encounter }),
    authoredOn: now.toISOString(),
    requester: { reference: referenceTo(requester) },
    ...(owner && { owner }),
    reasonReference: { reference: source },
  };
}

/** Named, and found by its identifier where the site gives one: we do not know its id on the server. */
function ownerOf(team: CareInput['settings']['hygieneTeam']): Task['owner'] {
  if (!team) return undefined;
  const { name, system, value } = team;
  return { type: 'Organization', ...(system && value && { identifier: { system, value } }), display: name };
}
