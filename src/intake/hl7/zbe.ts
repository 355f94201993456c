import { type Hl7Message, type Repetition, type Segment } from '../../hl7/index.js';

export const ZBE_ACTIONS: readonly string[] = ['INSERT', 'UPDATE', 'CANCEL'];

export interface Zbe {
  readonly segment: Segment;
  readonly id: string;
  readonly action: string;
  readonly nature: string;
  readonly medicalUnit: string;
  readonly careUnit: string;
}

/**
 * ZBE (IHE France): -1 id, -2 date, -3 end, -4 action, -7 medical unit, -8 care unit, -9 nature. The national example of a
 * discharge writes one field more before the action.
 */
export function readZbe(message: Hl7Message): Zbe | undefined {
  const segment = message.segment('ZBE');
  if (!segment) return undefined;
  const isShifted = segment.value(4) === '' && ZBE_ACTIONS.includes(segment.value(5).toUpperCase());
  const at = (field: number) => field + (isShifted ? 1 : 0);
  const [id] = segment.repetitions(1);
  const unit = (field: number) => unitOf(segment.repetitions(at(field))[0]);
  return {
    segment,
    id: id?.value() ? [1, 2, 3].map((component) => id.value(component)).join('^') : '',
    action: segment.value(at(4)).toUpperCase(),
    medicalUnit: unit(7),
    careUnit: unit(8),
    nature: segment.value(at(9)),
  };
}

/** XON: the code in XON-10, else the name. */
const unitOf = (xon: Repetition | undefined): string => xon?.value(10) || xon?.value(1) || '';
