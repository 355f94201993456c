import { type Hl7Message, type Segment } from '../../hl7/index.js';

/** What one message says of one document. */
export interface ReportGroup {
  /** From 1, in the order of the message. */
  readonly number: number;
  readonly orc?: Segment;
  readonly obr?: Segment;
  readonly txa?: Segment;
  readonly observations: readonly Segment[];
  /** The group's own segments and those common to the message (EVN, PV1). */
  readonly segments: readonly Segment[];
}

const named = (segments: readonly Segment[], name: string): Segment | undefined =>
  segments.find((segment) => segment.name === name);

function asGroup(common: readonly Segment[], own: readonly Segment[], number: number): ReportGroup {
  return {
    number,
    orc: named(own, 'ORC'),
    obr: named(own, 'OBR'),
    txa: named(own, 'TXA'),
    observations: own.filter(({ name }) => name === 'OBX'),
    segments: [...common, ...own],
  };
}

/** `{ [ORC] OBR { OBX } }`: an ORC, or an OBR where no ORC has just opened one, begins a group. */
function orderGroups(message: Hl7Message): readonly ReportGroup[] {
  const common: Segment[] = [];
  const groups: Segment[][] = [];
  for (const segment of message.segments) {
    const last = groups.at(-1);
    const opens =
      segment.name === 'ORC' ||
      (segment.name === 'OBR' && (!last || last.some(({ name }) => name === 'OBR')));
    if (opens) groups.push([segment]);
    else if (last) last.push(segment);
    else common.push(segment);
  }
  return groups.filter((own) => named(own, 'OBR')).map((own, index) => asGroup(common, own, index + 1));
}

/** One group for each document: a MDM carries one, an ORU as many as it has OBR. */
export function reportGroups(message: Hl7Message): readonly ReportGroup[] {
  if (message.segment('TXA')) return [asGroup([], message.segments, 1)];
  return orderGroups(message);
}
