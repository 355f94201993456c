import { spawn } from 'node:child_process';
import { type Bundle, type Parameters, type Resource } from '@medplum/fhirtypes';
import { freePort } from '../service/service.js';
import { hapiClasspath, JAVA } from './jars.js';

/** HAPI's JPA server, a process of its own: see docs/adr/0020. */
export interface HapiServer {
  readonly port: number;
  readonly baseUrl: string;
  /** Everything of a type. */
  all<T extends Resource>(type: T['resourceType']): Promise<T[]>;
  /** Writes a resource as another system does. */
  put(resource: Resource): Promise<void>;
  /** Forgets all it holds. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

export async function startHapi(): Promise<HapiServer> {
  const classpath = await hapiClasspath();
  const port = await freePort();
  const child = spawn('java', [...JAVA, '-cp', classpath, 'HapiServer', String(port)]);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let written = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    void ended.then(() => reject(new Error(`HAPI did not start:\n${written.slice(-4_000)}`)));
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        written += text;
        if (/^listening$/m.test(written)) resolve();
      });
  });
  const baseUrl = `http://127.0.0.1:${port}/fhir`;
  const ask = async (path: string, method = 'GET', body?: Resource): Promise<unknown> => {
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { 'content-type': 'application/fhir+json', 'cache-control': 'no-cache' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`HAPI: ${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text);
  };
  return {
    port,
    baseUrl,
    async all<T extends Resource>(type: T['resourceType']) {
      const found: T[] = [];
      for (let path: string | undefined = `/${type}?_count=500`; path;) {
        const page = (await ask(path)) as Bundle;
        for (const { resource } of page.entry ?? []) found.push(resource as T);
        const next = page.link?.find(({ relation }) => relation === 'next')?.url;
        path = next?.replace(/^.*\/fhir(?=[/?])/, '');
      }
      return found;
    },
    async put(resource) {
      await ask(`/${resource.resourceType}/${resource.id ?? ''}`, 'PUT', resource);
    },
    async empty() {
      const all: Parameters = {
        resourceType: 'Parameters',
        parameter: [{ name: 'expungeEverything', valueBoolean: true }],
      };
      await ask('/$expunge', 'POST', all);
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
