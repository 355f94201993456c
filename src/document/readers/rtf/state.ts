import type { RtfPage } from './page.js';

/** What holds inside one group, and ends with it. */
export interface GroupState {
  readonly page: RtfPage;
  /** What the group's text becomes at its end, where it stands apart from the line it was met on. */
  readonly apart?: 'note' | 'header' | 'footer' | 'mark' | undefined;
  readonly content: 'text' | 'fonts' | 'skipped';
  readonly font: number;
  /** How many letters stand for `\uN` in readers without Unicode. */
  readonly fallback: number;
  readonly hidden: boolean;
  readonly struck: boolean;
  readonly raised: boolean;
  /** How many tables the paragraph stands in. */
  readonly tables: number;
}

type Change = (state: GroupState, value: number | undefined) => Partial<GroupState>;

const isOn = (value: number | undefined): boolean => value !== 0;

/** Words that change how the following text is read, and nothing else. */
export const CHANGES: ReadonlyMap<string, Change> = new Map(
  Object.entries<Change>({
    uc: (_state, value) => ({ fallback: Math.max(value ?? 1, 0) }),
    v: (_state, value) => ({ hidden: isOn(value) }),
    deleted: (_state, value) => ({ struck: isOn(value) }),
    strike: (_state, value) => ({ struck: isOn(value) }),
    striked: (_state, value) => ({ struck: isOn(value) }),
    super: (_state, value) => ({ raised: isOn(value) }),
    up: (_state, value) => ({ raised: isOn(value) }),
    nosupersub: () => ({ raised: false }),
    sub: () => ({ raised: false }),
    pard: () => ({ tables: 0 }),
    intbl: ({ tables }) => ({ tables: Math.max(tables, 1) }),
    itap: (_state, value) => ({ tables: Math.max(value ?? 0, 0) }),
  }),
);
