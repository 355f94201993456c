import { type Stay } from './identity.js';
import { without } from './objects.js';

export type MovementAction = 'INSERT' | 'UPDATE' | 'CANCEL';

/** What PV1 says of a stay. */
export type StayFacts = Partial<
  Pick<
    Stay,
    'patientClass' | 'admission' | 'discharge' | 'admissionMode' | 'dischargeMode' | 'unit' | 'specialty'
  >
>;

/** One ADT event of a stay, as it came. Instants are ISO. */
export interface Movement {
  /** ZBE-1, with who gave it: the same on the cancel. */
  readonly id?: string;
  /** A01, A02… ; of a cancel, the events it undoes. */
  readonly events: readonly string[];
  readonly action: MovementAction;
  /** When it took place: ZBE-2, else EVN-6, PV1-44 or PV1-45. */
  readonly at?: string;
  /** When it was written down: EVN-2. */
  readonly recordedAt?: string;
  /** ZBE-9. */
  readonly nature?: string;
  /** ZBE-7 and ZBE-8. */
  readonly medicalUnit?: string;
  readonly careUnit?: string;
  readonly facts: StayFacts;
}

const ADMISSIONS: readonly string[] = ['A01', 'A04'];
const MOST_MOVEMENTS = 1_000;

/** A movement told again takes the place of the same one: same id and action, or same event and date. */
export function addMovement(movements: readonly Movement[], movement: Movement): readonly Movement[] {
  const key = (one: Movement) =>
    JSON.stringify(one.id ? [one.id, one.action] : [one.events, one.action, one.at ?? one.recordedAt]);
  const isNote = ({ events }: Movement) => events[0] === 'A08';
  const others = movements.filter((one) => key(one) !== key(movement) && !(isNote(one) && isNote(movement)));
  const stale = movements.find((one) => isNote(one) && isNote(movement) && timeOf(one) > timeOf(movement));
  return [...others, stale ?? movement].slice(-MOST_MOVEMENTS);
}

/**
 * The stay as its movements leave it, whatever the order they came in: cancelled ones undone, the others applied by
 * their date. `said` is what reports and updates said of it meanwhile: it fills what no movement tells.
 */
export function settleStay(said: Stay, movements: readonly Movement[]): Stay {
  const notes = movements.filter(({ events }) => events[0] === 'A08');
  const moved = movements.filter(({ events }) => events[0] !== 'A08');
  if (moved.length === 0) return said;
  const { live, cancelled } = undo(moved);
  const folded = byDate(live).reduce(apply, {} as Settled);
  const undone = (events: readonly string[]) =>
    cancelled.some((event) => events.includes(event)) && !isAmong(live, events);
  const state = undone(ADMISSIONS)
    ? isAmong(live, ['A05'])
      ? 'planned'
      : 'cancelled'
    : (folded.state ?? (undone(['A03']) ? 'open' : undefined));
  if (!state) return said;
  const noted = notes.reduce((stay, note) => correct(stay, note, live), folded);
  const admission = noted.admission ?? noted.planned;
  const settled: Stay = { ...said, ...without(noted, 'planned'), ...(admission && { admission }), state };
  if (state === 'closed') return settled;
  return without(settled, 'discharge', 'dischargeMode');
}

type Settled = Partial<Omit<Stay, 'identifiers'>> & { planned?: string };

const isAmong = (live: readonly Movement[], events: readonly string[]): boolean =>
  live.some((one) => one.events.some((event) => events.includes(event)));

/** By id where movements have one; a cancel without id undoes the last such movement written before it. */
function undo(movements: readonly Movement[]): { live: Movement[]; cancelled: readonly string[] } {
  const cancels = movements.filter(({ action }) => action === 'CANCEL');
  const dead = new Set(cancels.flatMap(({ id }) => id ?? []));
  const told = movements.filter(({ action, id }) => action !== 'CANCEL' && !(id && dead.has(id)));
  const ids = [...new Set(told.flatMap(({ id }) => id ?? []))];
  const live = [
    ...ids.map((id) => latest(told.filter((one) => one.id === id))),
    ...told.filter(({ id }) => !id),
  ];
  for (const cancel of cancels.filter(({ id }) => !id)) {
    const undone = targetOf(cancel, live);
    if (undone) live.splice(live.indexOf(undone), 1);
  }
  return { live, cancelled: cancels.flatMap(({ events }) => events) };
}

/** An UPDATE corrects what it tells of the movement, in the order it was written down. */
function latest(versions: readonly Movement[]): Movement {
  const [first, ...others] = [...versions].sort((a, b) => rank(a) - rank(b) || timeOf(a) - timeOf(b)) as [
    Movement,
    ...Movement[],
  ];
  return others.reduce(
    (one, update) => ({
      ...one,
      ...without(update, 'events', 'facts', 'action'),
      facts: { ...one.facts, ...update.facts },
    }),
    first,
  );
}

const rank = ({ action }: Movement): number => (action === 'INSERT' ? 0 : 1);

function targetOf(cancel: Movement, live: readonly Movement[]): Movement | undefined {
  const same = live.filter(({ events }) => events.some((event) => cancel.events.includes(event)));
  const dated = cancel.at && same.find(({ at }) => at === cancel.at);
  if (dated) return dated;
  const until = timeOf(cancel) || Infinity;
  return same
    .filter((one) => timeOf(one) <= until)
    .reduce<Movement | undefined>(
      (last, one) => (last && timeOf(last) > timeOf(one) ? last : one),
      undefined,
    );
}

/** When it was written down, else when it took place; without either it is taken in the order of arrival. */
const timeOf = ({ recordedAt, at }: Movement): number => instant(recordedAt) ?? instant(at) ?? 0;

const instant = (iso: string | undefined): number | undefined => {
  const time = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
};

function byDate(movements: readonly Movement[]): Movement[] {
  const dated = movements.map((movement) => ({ movement, at: instant(movement.at) ?? timeOf(movement) }));
  return dated
    .sort((a, b) => a.at - b.at || turn(a.movement) - turn(b.movement))
    .map(({ movement }) => movement);
}

/** Of movements at the same instant, who comes in is first and who goes out last. */
const turn = ({ events: [event = ''] }: Movement): number =>
  event === 'A05' ? 0 : ADMISSIONS.includes(event) ? 1 : event === 'A03' ? 3 : 2;

function apply(stay: Settled, { events, at, facts, medicalUnit }: Movement): Settled {
  const [event = ''] = events;
  const unit = facts.unit ?? medicalUnit;
  const patientClass = facts.patientClass ?? (event === 'A06' ? 'I' : event === 'A07' ? 'O' : undefined);
  const common: Settled = {
    ...stay,
    ...(unit && { unit }),
    ...(patientClass && { patientClass }),
    ...(facts.specialty && { specialty: facts.specialty }),
    ...(facts.admissionMode && !stay.admissionMode && { admissionMode: facts.admissionMode }),
    ...(event !== 'A05' && facts.admission && !stay.admission && { admission: facts.admission }),
  };
  if (event === 'A05') {
    const planned = facts.admission ?? at;
    return { ...common, ...(planned && { planned }), state: stay.state ?? 'planned' };
  }
  if (event === 'A03') {
    const discharge = facts.discharge ?? at;
    const { dischargeMode } = facts;
    return {
      ...common,
      ...(discharge && { discharge }),
      ...(dischargeMode && { dischargeMode }),
      state: 'closed',
    };
  }
  if (!ADMISSIONS.includes(event)) return { ...common, state: stay.state === 'closed' ? 'closed' : 'open' };
  const admission = common.admission ?? at;
  return { ...common, ...(admission && { admission }), state: 'open' };
}

/** A08 corrects dates and modes of what took place before it was written; it neither moves nor discharges. */
function correct(stay: Settled, note: Movement, live: readonly Movement[]): Settled {
  const isLater = (events: readonly string[]) =>
    live.every((one) => !one.events.some((event) => events.includes(event)) || timeOf(one) <= timeOf(note));
  const { admission, admissionMode, discharge, dischargeMode, specialty } = note.facts;
  return {
    ...stay,
    ...(isLater(ADMISSIONS) && { ...(admission && { admission }), ...(admissionMode && { admissionMode }) }),
    ...(stay.state === 'closed' &&
      isLater(['A03']) && { ...(discharge && { discharge }), ...(dischargeMode && { dischargeMode }) }),
    ...(specialty && { specialty }),
  };
}
