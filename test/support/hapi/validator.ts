import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type CodeSystem, type Resource } from '@medplum/fhirtypes';
import { hapiClasspath, JAVA } from './jars.js';

export interface Issue {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  /** The validator's own name of the rule. */
  readonly id: string | null;
  readonly place: string | null;
  readonly text: string;
}

/** What HAPI's instance validator says of each resource, in their order. It knows R4 and these CodeSystems. */
export async function validate(
  resources: readonly Resource[],
  codeSystems: readonly CodeSystem[],
): Promise<Issue[][]> {
  const classpath = await hapiClasspath();
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-hapi-'));
  try {
    const known = join(folder, 'code-systems.jsonl');
    writeFileSync(known, linesOf(codeSystems));
    const child = spawn('java', [...JAVA, '-cp', classpath, 'Validate', known], { cwd: folder });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    child.stdin.end(linesOf(resources));
    const [out, told, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    const issues = out.split('\n').filter(Boolean);
    if (status !== 0 || issues.length !== resources.length)
      throw new Error(`The validator stopped (status ${status}):\n${told}`);
    return issues.map((line) => JSON.parse(line) as Issue[]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const linesOf = (resources: readonly Resource[]): string =>
  resources.map((resource) => `${JSON.stringify(resource)}\n`).join('');
