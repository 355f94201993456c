import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/index.js';
import { openModel } from '../../src/pipeline/index.js';
import { type ModelReader, type Pseudonymizer } from '../../src/pseudonymization/index.js';
import { aDocument, aPseudonymizer, known } from '../support/pseudonymization/index.js';

const USE_CASES = join(import.meta.dirname, '..', '..', 'src', 'use-cases');
/** Keys of the vocabularies whose texts are words of reports. */
const KEYS: ReadonlySet<string> = new Set(['patterns', 'exact', 'forms', 'name', 'short']);
/** Lines of one document: a lone line has no words around that a model could go by. */
const LINES = 60;
const MOST_FORMS = 12;

/** `{a|b}` gives one form for each. */
function expanded(pattern: string): string[] {
  let forms = [''];
  for (const part of pattern.split(/(\{[^}]*\})/)) {
    const choices = part.startsWith('{') ? part.slice(1, -1).split('|') : [part];
    const [first = ''] = forms;
    const all = forms.flatMap((form) => choices.map((choice) => form + choice));
    forms = all.length <= MOST_FORMS ? all : choices.map((choice) => first + choice);
  }
  return forms.map((form) => form.replace(/\s+/g, ' ').trim());
}

function textsOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return KEYS.has(key) ? expanded(value) : [];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => textsOf(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => textsOf(one, name));
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yml'))
    .map((file) => join(folder, file));

/** Authors of grades, and a town that names a score: they stay before a grade or a figure only. */
const BESIDE_A_GRADE = /^(?:Ryan|Chevallier|Miller.*|Deauville|Macdonald.*|Cheson)$/i;
/** Two letters are somebody's initials where nothing around says a result. */
const TWO_LETTERS = /^(?:\p{L}\.?){1,2}$/u;

const forms = [
  ...new Set(files(USE_CASES).flatMap((file) => textsOf(parse(readFileSync(file, 'utf8'))))),
].filter((form) => form.length > 1 && form.length < 70 && !/[{}|@]/.test(form) && !BESIDE_A_GRADE.test(form));
const long = forms.filter((form) => !TWO_LETTERS.test(form));
const capital = (form: string): string =>
  form === form.toLowerCase() ? form.charAt(0).toUpperCase() + form.slice(1) : form;

const CARRIERS: readonly (readonly [string, readonly string[], (form: string) => string])[] = [
  ['opening a line', forms, (form) => `${capital(form)} : recherche positive`],
  ['in a sentence', long, (form) => `Résultats en faveur de ${form} et contrôle prévu`],
  ['in a table', forms, (form) => `${form.padEnd(40)} S      <= 1      R`],
];

let model: ModelReader | undefined;
let pseudonymizer: Pseudonymizer;
beforeAll(async () => {
  const config = loadConfig();
  if (!config.ok) throw new Error(config.failure.code);
  model = await openModel(config.value);
  pseudonymizer = aPseudonymizer({ model });
});
afterAll(() => model?.close());

async function replaced(text: string, identity = {}) {
  const result = await pseudonymizer.pseudonymize(aDocument(text), known({ identity }));
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** What was altered in a text that names nobody; years and days move, and are told back. */
async function altered(text: string): Promise<string[]> {
  const { spans } = await replaced(text);
  return spans
    .filter(({ category }) => !category.endsWith('DATE') && category !== 'AGE')
    .filter(({ start, end, replacement }) => text.slice(start, end) !== replacement)
    .map(({ start, end }) => {
      const line = text.slice(text.lastIndexOf('\n', start) + 1, text.indexOf('\n', end));
      return `${text.slice(start, end)} in: ${line}`;
    });
}

describe('with the trained model', () => {
  it('there is one, and the vocabularies are read', () => {
    expect(model).toBeDefined();
    expect(forms.length).toBeGreaterThan(3000);
  });

  it.each(CARRIERS)('every form of the vocabularies stays, %s', async (_where, list, carrier) => {
    const found: string[] = [];
    for (let at = 0; at < list.length; at += LINES) {
      const lines = list.slice(at, at + LINES).map(carrier);
      found.push(...(await altered(`COMPTE RENDU\n\n${lines.join('\n')}\n`)));
    }
    expect(found).toEqual([]);
  });

  it.each([
    'BRCA2 NM_000059.4 : c.6275_6276del, p.(Leu2092Profs*7), hétérozygote.\n',
    'Exon 11 de KIT (délétion p.W557_K558del), PDGFRA sauvage.\n',
    'Profil : H3K27M absent, KEAP1 non muté, EGFR p.L858R, pas de T790M. Amplification de MET.\n',
    'Caryotype 46,XX,t(9;22)(q34;q11)[20] ; del(17p) absente, codélétion 1p/19q.\n',
    'MET | NM_001127500 | Absence de variant\n',
    'Bactériémie à A. baumannii, S. gallolyticus et M. luteus ; E. COLI sauvage.\n',
    'Sérologie Brucella (Rose Bengale) négative. TMB : 3,1 mut/Mb.\n',
    '6 cures de R-DA-EPOCH, VGPR puis rechute, Deauville 4, Chevallier : classe 3.\n',
    'Antibiotique\nGM      S      -      -\nTM      R      S      -\nLZD     -      -      S\n',
  ])('clinical notation stays: %s', async (text) => {
    expect(await altered(text)).toEqual([]);
  });

  it.each([
    ['Vu avec Mme Met ce matin.', 'Met'],
    ['Vu ce jour en consultation Mme KIT, 62 ans.', 'KIT'],
    ['Courrier adressé au Dr Braf, oncologue.', 'Braf'],
    ['Nom : SYK\nPrénom : Hugues\n', 'SYK'],
    ['Compte rendu relu par Philippe RET.', 'RET'],
    ['Prélèvement validé par le Dr DAIR.', 'DAIR'],
    ['Dr A. BAUMANN, microbiologiste', 'BAUMANN'],
    ['Patiente Hélène SYK, adressée pour avis.', 'SYK'],
  ])('a title, a label or a first name still makes a person: %s', async (text, name) => {
    expect((await replaced(text)).text).not.toContain(name);
  });

  it('a name of the known identity wins', async () => {
    const identity = { lastName: 'BRAF', firstNames: ['Aline'], sex: 'F' };
    const { text } = await replaced('Patiente BRAF Aline. BRAF revient ce jour.', identity);
    expect(text).not.toMatch(/BRAF/i);
  });
});
