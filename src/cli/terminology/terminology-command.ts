import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../config/index.js';
import {
  type BadLine,
  type ImportedKind,
  openTerminologyStore,
  readNomenclature,
  type System,
  SYSTEMS,
  type TerminologyStore,
} from '../../terminology/index.js';
import { type CommandOutput, EXIT, standardOutput } from '../output.js';

const USAGE = `Usage : passerelle terminology import <fichier> --from <AAAA-MM-JJ>
       passerelle terminology list
       passerelle terminology search <mots> [--system cim10|ccam] [--limit <nombre>] [--on <AAAA-MM-JJ>]
Importe un fichier officiel (LIBCIM10MULTI.TXT, notes de la CIM-10, CCAM, listes des CMA et des GHM ; texte, CSV, JSON,
Excel, gzip ou non), en vigueur à partir d’un jour ; un fichier qui a une ligne fausse n’est pas importé.
`;

const NAMES: Readonly<Record<ImportedKind, string>> = {
  cim10: 'CIM-10',
  'cim10-notes': 'notes de la CIM-10',
  cma: 'CMA',
  ccam: 'CCAM',
  ghm: 'GHM',
};
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
/** What a person reads at once; the rest is counted. */
const SHOWN = 20;

type Options = Readonly<Record<'from' | 'on' | 'system' | 'limit', string | undefined>>;

/** `import`, `list` and `search` over the folder of `terminology.folder`. */
export async function terminologyCommand(
  args: readonly string[],
  output: CommandOutput = standardOutput,
): Promise<number> {
  const parsed = parse(args);
  const config = loadConfig();
  if (!config.ok) {
    output.err(`${config.failure.code}: ${config.failure.message}\n`);
    return EXIT.failed;
  }
  const store = openTerminologyStore(config.value.terminology.folder);
  const [verb, ...words] = parsed?.positionals ?? [];
  const options = (parsed?.values ?? {}) as Options;
  if (verb === 'import' && words.length === 1 && DAY.test(options.from ?? ''))
    return importFile(store, words[0] as string, { from: options.from as string, output });
  if (verb === 'list' && words.length === 0) return list(store, output);
  if (verb === 'search' && words.length > 0 && areSearchOptions(options))
    return search(store, words.join(' '), { options, output });
  output.err(USAGE);
  return EXIT.usage;
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = { from: text, on: text, system: text, limit: text };
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    return undefined;
  }
}

const areSearchOptions = ({ system, limit, on }: Options): boolean =>
  (system === undefined || SYSTEMS.includes(system as System)) &&
  (limit === undefined || /^[1-9]\d{0,2}$/.test(limit)) &&
  (on === undefined || DAY.test(on));

async function importFile(
  store: TerminologyStore,
  path: string,
  { from, output }: { readonly from: string; readonly output: CommandOutput },
): Promise<number> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) {
    output.err(`NOMENCLATURE_NOT_FOUND: fichier introuvable ou illisible\n`);
    return EXIT.failed;
  }
  const read = await readNomenclature(bytes, from);
  if (!read.ok) {
    output.err(`${read.failure.code}: ${read.failure.message}\n`);
    return EXIT.failed;
  }
  if (!read.value.ok) {
    output.err(refusal(read.value.bad));
    return EXIT.failed;
  }
  const { kind, rows } = read.value.value;
  const kept = await store.keep(read.value.value);
  if (!kept.ok) {
    output.err(`${kept.failure.code}: ${kept.failure.message}\n`);
    return EXIT.failed;
  }
  const told = `${NAMES[kind]}, en vigueur à partir du ${from}`;
  output.out(
    kept.value ? `${told} : ${rows.length} codes importés\n` : `${told} : déjà importée, rien n’a changé\n`,
  );
  return EXIT.ok;
}

function refusal(bad: readonly BadLine[]): string {
  const lines = bad.slice(0, SHOWN).map(({ line, rule }) => `  ligne ${line} : ${rule}\n`);
  const more = bad.length > SHOWN ? `  et ${bad.length - SHOWN} autres\n` : '';
  return `NOMENCLATURE_REFUSED: ${bad.length} ligne(s) fausse(s), rien n’est importé\n${lines.join('')}${more}`;
}

function list(store: TerminologyStore, output: CommandOutput): number {
  const versions = store.versions();
  for (const { kind, from } of versions) output.out(`${from}  ${NAMES[kind]}\n`);
  if (versions.length === 0)
    output.out('Aucun fichier importé : les codes livrés avec Passerelle servent.\n');
  return EXIT.ok;
}

function search(
  store: TerminologyStore,
  words: string,
  { options, output }: { readonly options: Options; readonly output: CommandOutput },
): number {
  const terminology = store.at(options.on);
  if (!terminology.ok) {
    output.err(`${terminology.failure.code}: ${terminology.failure.message}\n`);
    return EXIT.failed;
  }
  const system = options.system as System | undefined;
  const hits = terminology.value.search.find(words, {
    ...(system && { system }),
    ...(options.limit && { limit: Number(options.limit) }),
  });
  for (const { code, label, codable } of hits)
    output.out(`${code.padEnd(8)} ${label}${codable ? '' : ' (à préciser)'}\n`);
  return EXIT.ok;
}
