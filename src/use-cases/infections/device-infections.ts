import { firstFrom, lastEnded, overlapping, type Span, type TokenizedText } from '../../text/index.js';
import {
  BETWEEN,
  type Device,
  deviceMatcher,
  headMatcher,
  infectedMatcher,
  PARTING,
  type Read,
  wordsOf,
} from './vocabulary.js';

/** "Infection à SARM de PTH", "PTG gauche infectée": UTF-16 offsets of the whole phrase. */
export interface DeviceInfection extends Span {
  readonly name: string;
  readonly abbreviated: boolean;
  /** The words a negation speaks of, where they are not the whole. */
  readonly said: Span | null;
}

const LONGEST_LINK = 90;
const LONGEST_STATE = 60;
const MOST_WORDS = 6;
const BORDER = /[.;:,()\n]/;

type Found = Span & { readonly value: Read<Device> };

/** Between "infection" and the device: articles, adjectives of an infection, an organism. */
function links(text: string, from: number, to: number, organisms: readonly Span[]): boolean {
  if (to - from > LONGEST_LINK || to <= from) return false;
  const organism = overlapping(organisms, { start: from, end: to });
  const isInside = organism && organism.start >= from && organism.end <= to;
  const gap = isInside
    ? `${text.slice(from, organism.start)} ${text.slice(organism.end, to)}`
    : text.slice(from, to);
  return !/[.;:]/.test(gap) && wordsOf(gap).every((word) => BETWEEN.has(word));
}

function isStateOf(text: string, device: Span, state: Span): boolean {
  const gap = text.slice(device.end, state.start);
  if (gap.length > LONGEST_STATE || BORDER.test(gap)) return false;
  const words = wordsOf(gap);
  return words.length <= MOST_WORDS && !words.some((word) => PARTING.has(word));
}

/** Infections of devices, wounds and operating sites. `organisms` are sorted. Linear. */
export function findDeviceInfections(
  tokens: TokenizedText,
  organisms: readonly Span[],
): readonly DeviceInfection[] {
  const { text } = tokens;
  const devices: readonly Found[] = deviceMatcher.find(tokens);
  if (devices.length === 0) return [];
  const heads = headMatcher.find(tokens);
  const states = infectedMatcher.find(tokens);
  const found: DeviceInfection[] = [];
  for (const device of devices) {
    const { entry, abbreviated } = device.value;
    const head = lastEnded(heads, device.start);
    const first = firstFrom(states, device.end);
    if (head && links(text, head.end, device.start, organisms)) {
      found.push({ start: head.start, end: device.end, name: entry.name, abbreviated, said: null });
    } else if (first && isStateOf(text, device, first)) {
      const said = { start: first.start, end: first.end };
      found.push({ start: device.start, end: first.end, name: entry.name, abbreviated, said });
    }
  }
  // "Infection sur PTH infectée": one infection, told by its first device.
  return found.filter((one, at) => at === 0 || (found[at - 1] as Span).end <= one.start);
}
