import { tokenize } from '../../text/index.js';
import { type CaseContext } from '../finding.js';
import { type Candidate, type Placed } from './candidates.js';
import { type Part } from './parts.js';

/** What a ranking knows of a candidate, by name; what is not there is 0. */
export type Features = Readonly<Record<string, number>>;

const SECTIONS = [
  ...[
    'motif',
    'indication',
    'conclusion',
    'diagnostic',
    'discussion',
    'histoire-maladie',
    'evolution',
    'antecedents',
  ],
  ...[
    'intervention',
    'traitement-entree',
    'traitement-sortie',
    'mode-de-vie',
    'examens-complementaires',
    'imagerie',
  ],
  ...['biologie', 'suites', 'entete', 'corps', 'allergies', 'resultats', 'microscopie', 'examen-clinique'],
];
const GROUPS: readonly (readonly [name: string, shape: RegExp])[] = [
  ['tumour', /^(?:C|D[0-4])/],
  ['metastasis', /^C7[7-9]/],
  ['sign', /^R/],
  ['injury', /^[ST]/],
  ['complication', /^T8[0-8]|^[A-Z]\d\d\.\d.*$(?<=^(?:I97|J95|K91|N99|M96|G97|H59|E89|L76|D78).*)/],
  ['external', /^[V-Y]/],
  ['session', /^Z(?:49|51)/],
  ['control', /^Z0[89]/],
  ['care', /^Z[34]/],
  ['history', /^Z[89]/],
  ['social', /^Z[5-7]/],
  ['birth', /^O/],
  ['newborn', /^P/],
  ['mental', /^F/],
  ['germ', /^B9[5-7]/],
  ['hypertension', /^I10/],
  ['diabetes', /^E1[0-4]/],
  ['metabolic', /^E(?:7|8)/],
  ['circulation', /^I/],
  ['lungs', /^J/],
  ['digestion', /^K/],
  ['kidneys', /^N/],
];

/** The same for acts: of CCAM the third letter is what is done, the fourth how. */
const ACT_GROUPS: readonly (readonly [name: string, shape: RegExp])[] = [
  ['exam', /^..Q/],
  ['scan', /^..Q[HJKN]/],
  ['ultrasound', /^..QM/],
  ['tracing', /^..QP/],
  ['excision', /^..F/],
  ['repair', /^..[ACM]/],
  ['removal', /^..[GJ]/],
  ['device', /^..[LKS]/],
  ['open', /^...A/],
  ['endoscopy', /^...[CE]/],
  ['puncture', /^...[BF]/],
  ['intensive', /^(?:GLLD|EQLF|FELF|JVJF|EPLF|GELD|ENLF)/],
  ['birth', /^J[NPQ]/],
];
const ACT = /^[A-Z]{4}\d{3}$/;

const capped = (count: number, most: number): number => Math.min(count, most) / most;
const log = (count: number): number => Math.log2(1 + count);

/** What is known beside a candidate. */
export interface Beside {
  readonly context: CaseContext;
  /** All diagnoses, and all acts, of the stay. */
  readonly all: readonly Candidate[];
  readonly acts: readonly Candidate[];
  /** How often French hospitals code it. */
  usesOf(code: string): number;
}

/** The features of each diagnosis of a stay, in the order of `beside.all`. */
export function featuresOf(beside: Beside): Features[] {
  const { all, acts } = beside;
  const stay: Stay = {
    most: Math.max(1, ...all.map(({ stated }) => stated.length)),
    done: new Set(acts.flatMap(({ stated }) => stated.flatMap(rootsOf))),
    concluded: orderIn(all, isConcluded),
    reasons: orderIn(all, ({ parts, section }) => parts.has('reason') || section === 'motif'),
  };
  return all.map((candidate) => ({ ...toldOf(candidate, stay), ...placeOf(candidate, beside) }));
}

interface Stay {
  /** Mentions of the most mentioned. */
  readonly most: number;
  /** Roots of the words of the acts that were done. */
  readonly done: ReadonlySet<string>;
  /** Rank of each code among those that conclude, and among the reasons of the stay. */
  readonly concluded: ReadonlyMap<string, number>;
  readonly reasons: ReadonlyMap<string, number>;
}

const isConcluded = ({ section, parts }: Placed): boolean =>
  section === 'conclusion' || section === 'diagnostic' || parts.has('conclusion');

function orderIn(all: readonly Candidate[], holds: (one: Placed) => boolean): Map<string, number> {
  const firsts = all.flatMap(({ code, shown }) => {
    const own = shown.filter(holds);
    return own.length > 0 ? [{ code, place: Math.min(...own.map(({ place }) => place)) }] : [];
  });
  return new Map(firsts.sort((one, other) => one.place - other.place).map(({ code }, at) => [code, at + 1]));
}

/** What its mentions say. */
function toldOf({ code, shown, stated, past, supposed, denied }: Candidate, stay: Stay): Features {
  const outside = shown.filter(({ section }) => section !== 'antecedents');
  const parts = (part: Part): number => capped(shown.filter((one) => one.parts.has(part)).length, 2);
  const places = shown.map(({ place }) => place);
  return {
    one: 1,
    stated: log(stated.length),
    share: stated.length / stay.most,
    pastOnly: stated.length === 0 ? 1 : 0,
    outside: capped(outside.length, 3),
    onlyHistory: outside.length === 0 ? 1 : 0,
    ...{
      past: capped(past.length, 2),
      supposed: capped(supposed.length, 2),
      denied: capped(denied.length, 2),
    },
    documents: capped(new Set(shown.map(({ reading }) => reading.document.id)).size, 3),
    ...Object.fromEntries(PARTS.map((part) => [part, parts(part)])),
    first: 1 - Math.min(...places),
    last: Math.max(...places),
    opens: places.some((place) => place < HEAD) ? 1 : 0,
    words: capped(Math.max(...shown.map(({ start, end }) => end - start)), 40),
    cue: shown.some(({ by }) => by === 'cue') ? 1 : 0,
    loose: shown.every(({ by }) => by === 'loose') ? 1 : 0,
    refined: shown.some(({ by }) => by === 'refinement') ? 1 : 0,
    concludes: 1 / (stay.concluded.get(code) ?? Infinity),
    motivates: 1 / (stay.reasons.get(code) ?? Infinity),
    operated: shown.some((one) => rootsOf(one).some((root) => stay.done.has(root))) ? 1 : 0,
  };
}

/** Where they stand, and of what kind the code is in such a stay. */
function placeOf({ code, shown }: Candidate, { context, usesOf }: Beside): Features {
  const features: Record<string, number> = {
    uses: Math.log10(1 + usesOf(code)) / 6,
    unspecified: code.endsWith('9') ? 1 : 0,
  };
  const sections = new Set(shown.map(({ section }) => section));
  for (const section of SECTIONS) if (sections.has(section)) features[`in:${section}`] = 1;
  const isManaged = shown.some(({ parts }) => parts.has('managed'));
  const isHistory = shown.every(({ section }) => section === 'antecedents');
  for (const [group, shape] of ACT.test(code) ? ACT_GROUPS : GROUPS) {
    if (!shape.test(code)) continue;
    features[`is:${group}`] = 1;
    if (context.lengthOfStayDays === 0) features[`day:${group}`] = 1;
    if (isHistory) features[`history:${group}`] = 1;
    if (isManaged) features[`managed:${group}`] = 1;
  }
  return features;
}

const PARTS: readonly Part[] = ['reason', 'conclusion', 'cause', 'effect', 'managed', 'arising'];
const HEAD = 0.12;
/** Shorter words name no organ and no disease. */
const SHORTEST = 5;
const ROOT = 6;

/** The beginnings of its long words: "hernie inguinale" and "cure de hernie" share one. */
const rootsOf = ({ reading, start, end }: Placed): string[] =>
  tokenize(reading.document.document.text.slice(start, end))
    .stems.filter((stem) => stem.length >= SHORTEST)
    .map((stem) => stem.slice(0, ROOT));
