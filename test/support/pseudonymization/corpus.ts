import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  type Carer,
  type Identifier,
  type Identity,
  NO_IDENTITY,
  NO_STAY,
  type Sex,
  type Stay,
} from '../../../src/patients/index.js';
import { isLuhnValid, nirKey } from '../../../src/pseudonymization/detectors/rules/index.js';
import {
  type CodeKind,
  type SpanCategory,
  type SpanRole,
} from '../../../src/pseudonymization/pseudonymized-document.js';

export interface MarkedSpan {
  readonly start: number;
  readonly end: number;
  readonly category: SpanCategory;
  readonly role: SpanRole | null;
  readonly kind: CodeKind | null;
}

export interface CorpusCase {
  readonly title: string;
  readonly text: string;
  readonly spans: readonly MarkedSpan[];
  readonly identity: Identity;
  readonly stay: Stay;
  readonly carers: readonly Carer[];
}

type Who = Readonly<Record<string, unknown>>;
interface Group {
  readonly title: string;
  readonly who?: Who;
  readonly carers?: readonly Carer[];
  readonly sentences?: string;
  readonly reports?: readonly {
    readonly who?: Who;
    readonly carers?: readonly Carer[];
    readonly text: string;
  }[];
}

const luhn = (body: string): string => {
  for (let key = 0; key < 10; key += 1)
    if (isLuhnValid(`${body}${String(key)}`)) return `${body}${String(key)}`;
  return body;
};

/** Numbers with a right key are made here, never written in a file. */
const NUMBERS: Readonly<Record<string, () => string>> = {
  '{NIR}': () => `1850338123456${nirKey('1850338123456')}`,
  '{NIR spaced}': () => `2 91 11 69 123 042 ${nirKey('2911169123042')}`,
  '{NIR corse}': () => `1 66 07 2A 004 112 ${nirKey('166072A004112')}`,
  '{NIR 13}': () => '2911169123042',
  '{RPPS}': () => luhn('1010099988'),
  '{FINESS}': () => luhn('38099988'),
};

const MARK = /<(?<name>[A-Z_]+)(?: (?:kind=(?<kind>\w+)|(?<role>\w+)))?>(?<text>[^<]*)<\/>/g;

function unmarked(marked: string): { text: string; spans: MarkedSpan[] } {
  const source = marked.replace(/\{[A-Z]+(?: \w+)?\}/g, (name) => NUMBERS[name]?.() ?? name);
  const spans: MarkedSpan[] = [];
  let text = '';
  let read = 0;
  for (const match of source.matchAll(MARK)) {
    text += source.slice(read, match.index);
    const { name, kind, role, text: inside = '' } = match.groups ?? {};
    spans.push({
      start: text.length,
      end: text.length + inside.length,
      category: name as SpanCategory,
      role: (role ?? null) as SpanRole | null,
      kind: (kind ?? null) as CodeKind | null,
    });
    text += inside;
    read = match.index + match[0].length;
  }
  return { text: text + source.slice(read), spans };
}

function identityOf(who: Who | undefined): { identity: Identity; stay: Stay } {
  if (who === undefined) return { identity: NO_IDENTITY, stay: NO_STAY };
  const text = (key: string): string | undefined => (typeof who[key] === 'string' ? who[key] : undefined);
  const one = (key: string): string[] => [text(key)].filter((value): value is string => value !== undefined);
  const identifiers: Identifier[] = [
    ...one('ipp').map((value) => ({ kind: 'IPP' as const, value })),
    ...one('nir').map((value) => ({
      kind: 'NIR' as const,
      value,
      ...(text('nirKey') === undefined ? {} : { key: text('nirKey') as string }),
    })),
  ];
  const { address } = who as { address?: Identity['addresses'][number] };
  const birthDate = text('birthDate');
  const [lastName, birthName] = [text('lastName'), text('birthName')];
  return {
    identity: {
      ...NO_IDENTITY,
      ...(lastName === undefined ? {} : { lastName }),
      ...(birthName === undefined ? {} : { birthName }),
      ...(birthDate === undefined ? {} : { birthDate }),
      firstNames: (who.firstNames as string[] | undefined) ?? [],
      sex: (text('sex') ?? 'U') as Sex,
      addresses: address === undefined ? [] : [address],
      phones: one('phone'),
      emails: one('email'),
      identifiers,
    },
    stay: { identifiers: one('nda').map((value) => ({ kind: 'NDA' as const, value })) },
  };
}

/** Cases of one corpus file, marks taken out of the text. */
export function readCorpus(name: string): CorpusCase[] {
  const path = join(import.meta.dirname, '..', '..', '..', 'test', 'corpora', 'pseudonymization', name);
  const { groups } = parse(readFileSync(path, 'utf8')) as { groups: readonly Group[] };
  return groups.flatMap((group) => [
    ...(group.sentences ?? '')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({
        title: group.title,
        ...unmarked(line.replaceAll('⏎', '\n')),
        ...identityOf(group.who),
        carers: group.carers ?? [],
      })),
    ...(group.reports ?? []).map((report) => ({
      title: `${group.title}, report`,
      ...unmarked(report.text),
      ...identityOf(report.who),
      carers: report.carers ?? [],
    })),
  ]);
}
