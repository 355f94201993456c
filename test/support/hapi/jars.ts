import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../service/process.js';

const execute = promisify(execFile);
const HERE = import.meta.dirname;
const CACHE = join(ROOT, '.passerelle', 'hapi');
const SOURCES = ['HapiServer.java', 'Validate.java'].map((name) => join(HERE, name));
const POM = join(HERE, 'pom.xml');

/**
 * The classpath of HAPI and of our two programs on it. What Maven fetches, once per content of pom.xml, and what
 * javac makes stay in `.passerelle/hapi`: from then on nothing here needs the network.
 */
export async function hapiClasspath(): Promise<string> {
  const jars = await made(join(CACHE, `jars-${hashOf(POM)}`), (folder) =>
    command('mvn', [
      ...['-q', '-B', '-f', POM, 'dependency:copy-dependencies'],
      ...[`-DoutputDirectory=${folder}`, '-DincludeScope=runtime'],
    ]),
  );
  const all = join(jars, '*');
  const classes = await made(join(CACHE, `classes-${hashOf(POM, ...SOURCES)}`), (folder) =>
    command('javac', ['-nowarn', '-cp', all, '-d', folder, ...SOURCES]),
  );
  return [classes, all].join(delimiter);
}

/** Small heaps and a quick start: both programs live for seconds. */
export const JAVA = [
  ...['-Xmx1g', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dfile.encoding=UTF-8'],
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
] as const;

const hashOf = (...files: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
};

/** A folder is there whole or not at all, whoever else makes it at the same time. */
async function made(folder: string, make: (folder: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  try {
    await make(draft);
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

async function command(program: string, args: readonly string[]): Promise<void> {
  try {
    await execute(program, [...args], { maxBuffer: 16_000_000 });
  } catch (error) {
    const { code, stderr, stdout } = error as { code?: unknown; stderr?: string; stdout?: string };
    const missing = code === 'ENOENT' ? ': test:servers needs Java 17 (a JDK) and Maven on the PATH' : '';
    throw new Error(`${program} failed${missing}\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}
