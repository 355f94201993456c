import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { vocabulary } from '../../scripts/generate/vocabulary.js';
import { layTerminology } from '../../src/terminology/index.js';
import { CATALOG, orderUseCases, stayCatalog } from '../../src/use-cases/index.js';

const ROOT = new URL('../../', import.meta.url);
const ROOM = new URL('src/use-cases/', ROOT);
const folders = readdirSync(ROOM, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const read = (path: string) => readFileSync(new URL(path, ROOM), 'utf8');

const ALL = [...CATALOG, ...stayCatalog(layTerminology([]))];

/** Folders of the room that no catalog names. */
const withoutLine = (names: readonly string[]) => names.filter((name) => !ALL.some(({ id }) => id === name));

describe('a use case is one folder and one line', () => {
  it('has a line in catalog.ts for each folder', () => {
    expect(withoutLine(folders)).toEqual([]);
  });

  it('names a folder that has no line', () => {
    expect(withoutLine([...folders, 'ninth-use-case'])).toEqual(['ninth-use-case']);
  });

  it('has a folder for each line', () => {
    expect(ALL.map(({ id }) => id).filter((id) => !folders.includes(id))).toEqual([]);
  });

  it('can be assembled', () => {
    expect(orderUseCases(CATALOG)).toMatchObject({ ok: true });
  });
});

const CARD_TITLES = ['Purpose', 'Population', 'Figures', 'Limits', 'Owner', 'Stage'];

describe.each(ALL.map((useCase) => [useCase.id, useCase] as const))('%s', (id, useCase) => {
  it('has a card with its figures, limits, owner and stage', () => {
    const card = read(`${id}/card.md`);
    const titles = [...card.matchAll(/^## (\w+)/gm)].map(([, title]) => title);
    expect(titles).toEqual(expect.arrayContaining(CARD_TITLES));
    expect(card).toMatch(new RegExp(`^## Stage\\s+\`?${useCase.stage}\\b`, 'm'));
    expect(card).toMatch(/\bn\b/);
  });

  it('has a README of about ten lines', () => {
    const lines = read(`${id}/README.md`)
      .split('\n')
      .filter((line) => line.trim() !== '');
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(lines.length).toBeLessThanOrEqual(15);
  });

  it('has examples that its tests run', () => {
    expect(existsSync(new URL(`${id}/examples`, ROOM))).toBe(true);
    expect(readdirSync(new URL(`${id}/examples`, ROOM)).length).toBeGreaterThan(0);
    expect(readdirSync(new URL(id, ROOM)).some((file) => file.endsWith('.spec.ts'))).toBe(true);
  });

  it('lists what it can give, each once', () => {
    const lists = useCase.vocabulary();
    expect(Object.values(lists).flat().length).toBeGreaterThan(0);
    for (const list of Object.values(lists)) expect(new Set(list).size).toBe(list.length);
  });

  it('keeps its decisions pure: decide files import no package', () => {
    const decisions = readdirSync(new URL(id, ROOM)).filter((file) => /^decide(-[\w-]+)?\.ts$/.test(file));
    expect(decisions.length).toBeGreaterThan(0);
    for (const file of decisions) expect(read(`${id}/${file}`)).not.toMatch(/from '(?!\.)/);
  });
});

it('commits the vocabulary that the code generates', async () => {
  const committed = readFileSync(new URL(vocabulary.file, ROOT), 'utf8');
  expect(committed).toBe(await vocabulary.generate());
});
