import { basename } from 'node:path';
import Papa from 'papaparse';
import { parse } from 'yaml';
import { ok, type Result, sensitive } from '../../../kernel/index.js';
import { actCode, dottedCode } from '../../../terminology/index.js';
import { type CodingRole } from '../../../use-cases/index.js';
import { decoded } from '../decoded.js';
import { filesOf } from '../files.js';
import { type CodedStay, type GoldCode } from './coded-stay.js';

type Fields = Readonly<Record<string, unknown>>;

export interface OpenedStays {
  readonly stays: readonly CodedStay[];
  /** What could not be read: the file, the place, the rule. */
  readonly problems: readonly string[];
}

const ROLES: readonly string[] = ['DP', 'DR', 'DAS', 'CCAM'] satisfies readonly CodingRole[];

/**
 * Coded stays of a file or a folder: ours (YAML), PARHAF (`*.json`, one patient, with its `structured_abstract` or its
 * suggested scenario; lists, or dicts of lists), PARTAGES CU2 (CSV, one note a row), JSONL (one stay a line, any shape).
 */
export function openStays(path: string): Result<OpenedStays> {
  const files = filesOf(path);
  if (!files.ok) return files;
  const stays: CodedStay[] = [];
  const problems: string[] = [];
  for (const file of files.value) {
    const name = basename(file.name);
    const text = decoded(file.bytes());
    if (!text.ok) {
      problems.push(`${name}: ${text.failure.code}`);
      continue;
    }
    for (const [at, one] of recordsOf(name, text.value).entries()) {
      const stay = typeof one === 'string' ? one : stayOf(one);
      if (typeof stay === 'string') problems.push(`${name}, stay ${at + 1}: ${stay}`);
      else stays.push(stay);
    }
  }
  return ok({ stays, problems });
}

/** The records of a file; a string is why one cannot be read. */
function recordsOf(name: string, text: string): (Fields | string)[] {
  try {
    if (name.endsWith('.jsonl'))
      return text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [jsonOf(line)]));
    if (name.endsWith('.json')) return [JSON.parse(text) as Fields | Fields[]].flat();
    if (/\.ya?ml$/.test(name)) return (parse(text) as Fields[] | null) ?? [];
    if (name.endsWith('.csv')) return notesIn(text);
    return [];
  } catch {
    return ['not readable as its name says'];
  }
}

/** `note_id,note_text,dp,das,mdp`: where `mdp` is a reason of its own, it is the principal diagnosis and `dp` the related one. */
function notesIn(text: string): Fields[] {
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: 'greedy' });
  return data.map(({ note_id: id, note_text: note, dp, das = '', mdp = '' }) => {
    const reason = mdp.trim() !== '' && mdp.trim() !== NO_REASON;
    return {
      ...{ id, documents: [{ docId: id, type: 'CRH', text: note }] },
      ...(reason ? { dp: mdp, dr: dp } : { dp }),
      das: das.match(/[A-Z]\d{2}[\d.+]*/gi) ?? [],
    };
  });
}
/** What a note without a reason of its own has in `mdp`. */
const NO_REASON = 'Z769';

function jsonOf(line: string): Fields | string {
  try {
    return JSON.parse(line) as Fields;
  } catch {
    return 'not JSON';
  }
}

function stayOf(fields: Fields): CodedStay | string {
  const isOurs = Array.isArray(fields['codes']);
  const codes = isOurs ? ourCodes(fields['codes'] as Fields[]) : theirCodes(fields);
  if (typeof codes === 'string') return codes;
  const scenario = (fields['suggested_scenario'] ?? {}) as Fields;
  const stay = (fields['stay'] ?? {}) as Fields;
  const documents = listOf(fields['documents']).flatMap((one, at) => {
    const text = one['text'];
    if (typeof text !== 'string' || text === '') return [];
    const day = dayOf(one['date']);
    const id = wordOf(one['docId']) ?? `${wordOf(fields['id']) ?? 'stay'}-${at + 1}`;
    return [{ id, type: wordOf(one['type']) ?? 'inconnu', text: sensitive(text), ...(day && { date: day }) }];
  });
  if (documents.length === 0) return 'no document with a text';
  return {
    id: wordOf(fields['id']) ?? documents[0]?.id ?? 'stay',
    specialty: wordOf(fields['specialty']),
    age: numberOf(stay['age'] ?? fields['age'] ?? (scenario['age'] as Fields | undefined)?.['value']),
    sex: sexOf(stay['sex'] ?? scenario['sex']),
    lengthOfStayDays: numberOf(stay['lengthOfStayDays'] ?? scenario['length_of_stay']),
    admissionMode: wordOf(stay['admissionMode'] ?? scenario['admission_mode']),
    dischargeMode: wordOf(stay['dischargeMode'] ?? scenario['discharge_mode']),
    documents,
    codes,
  };
}

function ourCodes(list: readonly Fields[]): GoldCode[] | string {
  const codes: GoldCode[] = [];
  for (const one of list) {
    const role = wordOf(one['role']) ?? '';
    if (!ROLES.includes(role)) return `a role is none of ${ROLES.join(', ')}`;
    const written = [one['code'], ...((one['also'] as unknown[] | undefined) ?? [])];
    const [code, ...also] = written.map((each) => codeOf(role as CodingRole, each));
    if (!code || also.some((each) => !each)) return `a code of ${role} has not the shape of one`;
    codes.push({ role: role as CodingRole, code, also: also as string[] });
  }
  return codes;
}

/** PARHAF's structured abstract of the CU2 pool, else what its scenario asked for. */
function theirCodes(fields: Fields): GoldCode[] | string {
  const abstract = (fields['structured_abstract'] ?? fields['suggested_scenario'] ?? fields) as Fields;
  const read = (role: CodingRole, ...names: readonly string[]): GoldCode[] =>
    names
      .flatMap((name) => codesIn(abstract[name]))
      .flatMap((written) => codeOf(role, written) ?? [])
      .map((code) => ({ role, code, also: [] }));
  const codes = [
    ...read('DP', 'primary_diagnosis', 'dp').slice(0, 1),
    ...read('DR', 'related_diagnosis', 'dr'),
    ...read('DAS', 'associated_diagnosis', 'associated_diagnoses', 'secondary_diagnosis', 'das'),
    ...read('CCAM', 'primary_procedure', 'procedures', 'ccam'),
  ];
  return codes.some(({ role }) => role === 'DP') ? codes : 'no principal diagnosis';
}

/** `"I10"`, `["I10"]`, `{code: […]}`, `[{code: "I10"}]`. */
function codesIn(value: unknown): unknown[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(codesIn);
  return value !== null && typeof value === 'object' ? codesIn((value as Fields)['code']) : [];
}

/** A list of objects, or an object of lists. */
function listOf(value: unknown): Fields[] {
  if (Array.isArray(value)) return value as Fields[];
  if (value === null || typeof value !== 'object') return [];
  const columns = Object.entries(value as Record<string, unknown[]>);
  const length = Math.max(0, ...columns.map(([, column]) => (Array.isArray(column) ? column.length : 0)));
  return Array.from({ length }, (_, at) =>
    Object.fromEntries(columns.map(([name, column]) => [name, column[at]])),
  );
}

const codeOf = (role: CodingRole, written: unknown): string | undefined =>
  typeof written !== 'string' ? undefined : role === 'CCAM' ? actCode(written) : dottedCode(written);
const wordOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;
const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
const sexOf = (value: unknown): 'F' | 'M' | 'U' => (value === 'F' || value === 'M' ? value : 'U');
const dayOf = (value: unknown): string | undefined =>
  value instanceof Date
    ? value.toISOString().slice(0, 10)
    : /^\d{4}-\d{2}-\d{2}/.test(String(value))
      ? String(value).slice(0, 10)
      : undefined;
