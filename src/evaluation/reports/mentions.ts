import { type Finding } from '../../use-cases/index.js';
import { type AnnotatedReport, type GoldMention } from '../corpora/annotated-report.js';
import { keyOf, type Scope } from './scope.js';

/** A stretch found, as the gold marks it. */
export interface FoundMention extends GoldMention {
  /** Of the biomarker that it refers to: its words and its name. */
  readonly refersTo?: readonly string[];
}

/** The mentions of Findings; `labelOf` names the evidence of those that tell none. */
export function foundMentions(
  findings: readonly Finding[],
  labelOf: (finding: Finding) => string | null,
): FoundMention[] {
  return findings.flatMap((finding) => {
    const { assertion, temporality, evidence, value } = finding;
    const label = labelOf(finding);
    const mentions = finding.mentions ?? (label === null ? [] : evidence.map((one) => ({ ...one, label })));
    const [first] = mentions;
    const name = (value as { readonly name?: string }).name;
    return mentions.map((mention, at) => ({
      ...{ start: mention.start, end: mention.end, label: mention.label, assertion, temporality },
      ...(name !== undefined && { name }),
      ...(at > 0 && first && { refersTo: [first.text, ...(name === undefined ? [] : [name])] }),
    }));
  });
}

/** Same stretch and label; by label, and together. */
export function spanScopes(
  report: AnnotatedReport,
  found: readonly FoundMention[],
  labels: readonly string[],
): Scope[] {
  const exact = ({ label, start, end }: GoldMention) => ({ key: `${label} ${String(start)} ${String(end)}` });
  const scope = (name: string, keep: (label: string) => boolean): Scope => ({
    name,
    gold: report.mentions.filter(({ label }) => keep(label)).map(exact),
    found: found.filter(({ label }) => keep(label)).map(exact),
  });
  return [
    scope('exact spans', (label) => labels.includes(label)),
    ...labels.map((own) => scope(`exact spans, ${own}`, (label) => label === own)),
  ];
}

/** One character in common, same label; `asserted`: same assertion too. */
export function overlapScope(
  [report, found]: readonly [AnnotatedReport, readonly FoundMention[]],
  labels: readonly string[],
  { name, asserted }: { readonly name: string; readonly asserted: boolean },
): Scope {
  const item = ({ label, start, end, assertion }: GoldMention) => ({
    key: asserted ? `${label} ${assertion}` : label,
    ...{ start, end },
  });
  const kept = (mentions: readonly GoldMention[]) =>
    mentions.filter(({ label }) => labels.includes(label)).map(item);
  return { name, gold: kept(report.mentions), found: kept(found) };
}

/** PARTAGES: the words, their label and their assertion, wherever they stand. */
export function wordsScope(
  [report, found]: readonly [AnnotatedReport, readonly FoundMention[]],
  labels: readonly string[],
): Scope {
  const text = report.text.reveal();
  const items = (mentions: readonly GoldMention[]) =>
    mentions
      .filter(({ label }) => labels.includes(label))
      .map(({ label, start, end, assertion }) => ({
        key: keyOf(label, text.slice(start, end), assertion),
      }));
  return { name: 'text + label + assertion', gold: items(report.mentions), found: items(found) };
}

/** A status, value or technique at its place, and the biomarker that it refers to by its words or its name. */
export function relationScope(report: AnnotatedReport, found: readonly FoundMention[]): Scope {
  const text = report.text.reveal();
  const place = ({ label, start, end }: GoldMention) => `${label} ${String(start)} ${String(end)}`;
  const gold = report.relations.flatMap(({ from, to }) => {
    const [source, target] = [report.mentions[from], report.mentions[to]];
    if (!source || !target) return [];
    return [
      {
        source,
        names: [text.slice(target.start, target.end), target.name].filter(isSaid).map((one) => keyOf(one)),
      },
    ];
  });
  const given = found.flatMap((source) =>
    source.refersTo ? [{ source, names: source.refersTo.map((one) => keyOf(one)) }] : [],
  );
  type Relation = (typeof gold)[number];
  // Two relations are one where they share a name: the gold's own key then stands for both.
  const keyAmong = (own: Relation, others: readonly Relation[]): string => {
    const same = others.find(
      (one) => place(one.source) === place(own.source) && one.names.some((name) => own.names.includes(name)),
    );
    return `${place(own.source)} > ${(same ?? own).names.join()}`;
  };
  return {
    name: 'relations',
    gold: gold.map((one) => ({ key: keyAmong(one, []) })),
    found: given.map((one) => ({ key: keyAmong(one, gold) })),
  };
}

const isSaid = (name: string | undefined): name is string => name !== undefined;
