import { type LineageEvent } from './lineage-event.js';

/** One content of a lineage under all its ids, with all that was said of it. */
export interface Node {
  /** The id it first came under. */
  readonly id: string;
  readonly contents: LineageEvent[];
  /** Ids a change of status signed. */
  readonly signing: Set<string>;
  /** By id: obsolete or unavailable. */
  readonly withheld: Map<string, boolean>;
  /** Ids it came under itself: none where another document only names it. */
  readonly heard: Set<string>;
  deleted: boolean;
  /** The first message that made it. */
  readonly since: number;
  at: number;
}

/** Obsolete or unavailable under every id it has. */
export const isWithheld = ({ contents, withheld }: Pick<Node, 'contents' | 'withheld'>): boolean =>
  isOut(contents, withheld);

function isOut(contents: readonly LineageEvent[], withheld: Node['withheld']): boolean {
  const ids = contents.length > 0 ? contents.map(({ document }) => document) : [...withheld.keys()];
  return ids.length > 0 && ids.every((id) => withheld.get(id) === true);
}

/** The content that stands: its first message, then other forms of the same. Empty: none is signed. */
export function contentOf(node: Pick<Node, 'contents' | 'signing' | 'withheld'>): readonly LineageEvent[] {
  const { withheld } = node;
  const candidates = notOutdated(signedOf(node));
  const isAllOut = isOut(candidates, withheld);
  let current: LineageEvent[] = [];
  for (const one of candidates) {
    if (!isAllOut && withheld.get(one.document)) continue;
    const isLike = ({ forms }: LineageEvent) => forms.some((form) => one.forms.includes(form));
    // Under one id the same form again, or a correction, is another content: it ends all that came before it.
    const isOther = current.some(
      (known) => known.document === one.document && (one.action === 'replacement' || isLike(known)),
    );
    current = isOther ? [one] : [...current.filter((known) => !isLike(known)), one];
  }
  return current;
}

/** Of each document what is signed: a content, else what came with a change of status, else what one signed. */
function signedOf({ contents, signing }: Pick<Node, 'contents' | 'signing'>): readonly LineageEvent[] {
  const documents = new Map<string, LineageEvent[]>();
  for (const one of contents) {
    const list = documents.get(one.document);
    if (list) list.push(one);
    else documents.set(one.document, [one]);
  }
  // Signed under an id that no content came under: all of them are.
  const isAllSigned = [...signing].some((id) => !documents.has(id));
  const taken = [...documents].flatMap(([document, all]) => {
    const signed = all.filter((one) => one.signed && one.action !== 'status');
    const withStatus = all.filter((one) => one.signed && one.action === 'status');
    const drafts = isAllSigned || signing.has(document) ? all.filter((one) => !one.signed) : [];
    return [signed, withStatus, drafts].find((some) => some.length > 0) ?? [];
  });
  return taken.sort((a, b) => a.version - b.version);
}

/**
 * Without what a CDA of a higher version of the same set stands for. A correction under the id of what it corrects counts
 * at least as high as that: the event rules, whatever number it bears.
 */
function notOutdated(contents: readonly LineageEvent[]): readonly LineageEvent[] {
  if (!contents.some(({ cda }) => cda?.versions.length)) return contents;
  const corrected = new Map<string, number>();
  for (const { action, document, cda } of contents) {
    if (action === 'replacement') continue;
    for (const { set, number } of cda?.versions ?? []) raise(corrected, `${document}/${set}`, number);
  }
  const versionsOf = ({ action, document, cda }: LineageEvent) =>
    (cda?.versions ?? []).map(({ set, number }) => {
      const before = action === 'replacement' ? corrected.get(`${document}/${set}`) : undefined;
      return { set, number: Math.max(number, before ?? number) };
    });
  const latest = new Map<string, number>();
  for (const { set, number } of contents.flatMap(versionsOf)) raise(latest, set, number);
  return contents.filter(
    (one) => !versionsOf(one).some(({ set, number }) => number < (latest.get(set) ?? number)),
  );
}

const raise = (highest: Map<string, number>, key: string, number: number): void => {
  highest.set(key, Math.max(number, highest.get(key) ?? number));
};
