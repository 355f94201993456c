import { segment } from '../../text/index.js';
import { NO_CONTEXT } from '../finding.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { infections } from './index.js';
import { type InfectionKind } from './value.js';
import {
  ALERT_WORDS,
  ANTIBIOTICS,
  CODES,
  DEVICES,
  type Entry,
  EXCLUSIONS,
  INFECTIONS,
  ORGANISMS,
  PHENOTYPES,
  SITES,
} from './vocabulary.js';

function presentNames(text: string, kind: InfectionKind): string[] {
  const document = { text, ...segment(text) } as unknown as DocumentUseCaseInput['document'];
  return infections
    .run({ document, context: NO_CONTEXT, needed: {} })
    .filter(({ value, assertion }) => value.kind === kind && assertion === 'Present')
    .map(({ value }) => value.organism ?? value.name);
}

const rows: { kind: InfectionKind; entry: Entry; name: string }[] = [
  ...ORGANISMS.map((entry) => ({
    kind: (entry.infection ? 'Infection' : entry.phenotype ? 'Resistance' : 'Bacterie') as InfectionKind,
    entry,
    name: entry.name,
  })),
  ...INFECTIONS.map((entry) => ({ kind: entry.kind ?? ('Infection' as const), entry, name: entry.name })),
  ...DEVICES.map((entry) => ({ kind: 'Infection' as const, entry, name: entry.name })),
  ...ANTIBIOTICS.map((entry) => ({ kind: 'Susceptibility' as const, entry, name: entry.name })),
  ...SITES.map((entry) => ({ kind: 'Site' as const, entry, name: entry.name })),
];

describe('every entry of the vocabulary', () => {
  it.each(rows.filter(({ entry }) => entry.positive !== ''))(
    'is found: $kind $name, "$entry.positive"',
    (row) => {
      const names = presentNames(row.entry.positive, row.kind);
      expect(names).toContain(row.name);
    },
  );

  it.each(rows)('is not found: $kind $name, "$entry.negative"', ({ kind, entry, name }) => {
    expect(presentNames(entry.negative, kind)).not.toContain(name);
  });

  const named = (text: string, kind: InfectionKind) => {
    const document = { text, ...segment(text) } as unknown as DocumentUseCaseInput['document'];
    return infections
      .run({ document, context: NO_CONTEXT, needed: {} })
      .filter(({ value, assertion }) => value.kind === kind && assertion === 'Present')
      .map(({ value }) => value.name);
  };

  it.each(PHENOTYPES)('resistance $name, "$positive" and not "$negative"', (phenotype) => {
    const name = phenotype.nameBy?.['enterobacterales'] ?? phenotype.name;
    expect(named(phenotype.positive, 'Resistance')).toContain(name);
    expect(named(phenotype.negative, 'Resistance')).not.toContain(name);
  });

  it.each(ALERT_WORDS)('alert $name, "$positive" and not "$negative"', ({ name, positive, negative }) => {
    expect(named(positive, 'Alert')).toContain(name);
    expect(named(negative, 'Alert')).not.toContain(name);
  });

  it.each(Object.values(EXCLUSIONS).flatMap((entries) => entries.map(({ example }) => example)))(
    'gives nothing in "%s"',
    (example) => {
      expect([...presentNames(example, 'Infection'), ...presentNames(example, 'Bacterie')]).toEqual([]);
    },
  );
});

describe('the vocabulary as a whole', () => {
  it('is as large as announced', () => {
    expect(new Set(ORGANISMS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(500);
    expect(new Set(INFECTIONS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(220);
    const substances = ANTIBIOTICS.filter(({ atc }) => /^J01.{4}$/.test(atc ?? ''));
    expect(substances.length).toBeGreaterThanOrEqual(130);
  });

  it('gives no abbreviation to two antibiotics or two ATC to one', () => {
    const exact = ANTIBIOTICS.flatMap((entry) => entry.exact ?? []);
    expect(exact.length).toBe(new Set(exact).size);
    expect(ANTIBIOTICS.length).toBe(new Set(ANTIBIOTICS.map(({ name }) => name)).size);
    expect(ANTIBIOTICS.filter(({ atc }) => atc !== undefined && !/^[ADJ]\d\d[A-Z]?/.test(atc))).toEqual([]);
  });

  it('names only codes that exist', () => {
    const keys = ORGANISMS.flatMap(({ code }) => (code ? [code] : []));
    expect(keys.filter((key) => !(key in CODES))).toEqual([]);
  });

  it('raises only alerts for families that organisms have', () => {
    const families = new Set(['default', ...ORGANISMS.map(({ family }) => family)]);
    const unknown = PHENOTYPES.flatMap(({ alerts }) => Object.keys(alerts)).filter(
      (family) => !families.has(family),
    );
    expect(unknown).toEqual([]);
    expect(
      ORGANISMS.filter(({ phenotype }) => phenotype && !PHENOTYPES.some(({ name }) => name === phenotype)),
    ).toEqual([]);
  });
});
