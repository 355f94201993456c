import 'reflect-metadata';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configReference } from '../../scripts/generate/config/reference.js';
import { configSchema } from '../../scripts/generate/config/schema.js';
import { leaves, settings, variableOf } from '../../scripts/generate/config/settings.js';
import { readReportEvent } from '../../src/intake/index.js';
import { REFUSALS } from '../../src/intake/hl7/refusals.js';
import { loadConfig } from '../../src/config/index.js';
import { createMetrics } from '../../src/observability/index.js';
import { PIPELINE_VERSION } from '../../src/pipeline/version.js';
import { block, ownFiles, read, ROOT, rows } from '../support/documents/documents.js';

const documents = ownFiles().filter((file) => file.endsWith('.md'));

/** `#Le titre !` → `le-titre-`, as the forges make anchors. */
const anchorOf = (title: string): string =>
  title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (file: string) =>
  [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => anchorOf(title));

function brokenLinks(file: string): string[] {
  const text = read(file)
    .replace(/^```.*?^```$/gms, '')
    .replace(/`[^`\n]*`/g, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const found = path === '' ? file : join(dirname(file), path);
    if (!existsSync(join(ROOT, found))) return true;
    return anchor !== undefined && !anchorsOf(found).includes(anchor);
  });
}

describe('documents', () => {
  it.each(documents)('%s: every link inside the repository leads somewhere', (file) => {
    expect(brokenLinks(file)).toEqual([]);
  });

  it.each(['README.md', 'docs/architecture.md'])('%s says in words what its picture shows', (file) => {
    const pictures = [...read(file).matchAll(/!\[([^\]]*)\]\(([^)]+\.svg)\)/g)];
    expect(pictures.length).toBe(1);
    for (const [, words = ''] of pictures) expect(words.length).toBeGreaterThan(10);
  });

  it('the index of the ADRs names each of them once, in order', () => {
    const numbered = readdirSync(join(ROOT, 'docs/adr'))
      .filter((file) => /^\d{4}-/.test(file))
      .sort();
    const named = [...read('docs/adr/README.md').matchAll(/\]\((\d{4}-[^)]+)\)/g)].map(([, file]) => file);
    expect(named).toEqual(numbered);
    expect(numbered.map((file) => Number(file.slice(0, 4)))).toEqual(numbered.map((_, at) => at + 1));
  });
});

describe('rooms and tools', () => {
  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it.each(folders)('src/%s has a README of about ten lines', (folder) => {
    const written = read(`src/${folder}/README.md`)
      .split('\n')
      .filter((line) => line.trim() !== '');
    expect(written[0]).toMatch(/^# /);
    expect(written.length).toBeGreaterThanOrEqual(4);
    expect(written.length).toBeLessThanOrEqual(20);
  });

  it('docs/architecture.md leads to each of them', () => {
    const text = read('docs/architecture.md');
    expect(folders.filter((folder) => !text.includes(`../src/${folder}/README.md`))).toEqual([]);
  });
});

describe('references', () => {
  it('the version of the service is that of the package', () => {
    expect(PIPELINE_VERSION).toBe((JSON.parse(read('package.json')) as { version: string }).version);
  });

  it('docs/configuration.md and its schema are those of the classes, every setting described', async () => {
    expect(read(configReference.file)).toBe(await configReference.generate());
    expect(read(configSchema.file)).toBe(await configSchema.generate());
    expect(leaves(settings()).filter(({ description }) => description === '')).toEqual([]);
  });

  it('a variable is what sets its setting', () => {
    const port = variableOf('mllp[].idleTimeoutSeconds');
    const result = loadConfig({ [port]: '7', [variableOf('site.name')]: 'CH de Valmorange' });
    expect(result).toMatchObject({
      ok: true,
      value: { site: { name: 'CH de Valmorange' }, mllp: [{ idleTimeoutSeconds: 7 }] },
    });
  });

  it('docs/operations.md lists every metric with its labels, and no other', () => {
    const own = createMetrics()
      .registry.getMetricsAsArray()
      .filter(({ name }) => name.startsWith('passerelle_'))
      .map((metric) =>
        [metric.name, ...(metric as unknown as { labelNames: string[] }).labelNames].join(' '),
      );
    const listed = rows('docs/operations.md')
      .filter(([name]) => name?.startsWith('`passerelle_'))
      .map(([name = '', labels = '']) => `${name} ${labels}`.replaceAll('`', ''));
    expect(listed.sort()).toEqual(own.sort());
  });

  it('docs/interfaces.md lists every refusal with its answer and condition', () => {
    const own = Object.entries(REFUSALS).map(
      ([code, { answer, condition }]) => `${code} ${answer} ${condition}`,
    );
    const listed = rows('docs/interfaces.md')
      .filter(([code]) => code?.startsWith('`HL7_'))
      .map(([code = '', answer, condition]) => `${code.replaceAll('`', '')} ${answer} ${condition}`);
    expect(listed.sort()).toEqual(own.sort());
  });

  it('docs/interfaces.md shows a report event that is taken', () => {
    const event = JSON.parse(block('docs/interfaces.md', 'json event')) as unknown;
    expect(readReportEvent(event)).toMatchObject({ ok: true, value: { eventId: '2026-11-0001' } });
  });

  it('docs/operations.md names failure codes that exist', () => {
    const sources = ownFiles().filter((file) => /^src\/.*\.ts$/.test(file) && existsSync(join(ROOT, file)));
    const code = sources.map(read).join('\n');
    const named = rows('docs/operations.md')
      .flatMap(([cell = '']) => [...cell.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)])
      .map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !code.includes(name))).toEqual([]);
  });
});
