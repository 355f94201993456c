import { sensitive } from '../../kernel/index.js';
import { type PseudonymizedText } from '../../pseudonymization/index.js';
import { checkBundle } from '../checking/check-bundle.js';
import { referencesOf } from './bundle.js';
import { toCareBundle } from './care-bundle.js';
import { type ResearchInput } from './input.js';
import { toResearchBundle } from './research-bundle.js';
import { toRetractionBundle } from './retraction-bundle.js';
import {
  aCareInput,
  aMethod,
  anIdentity,
  anIdKey,
  aReport,
  onlyOf,
  resourcesOf,
  someSettings,
} from './spec-builders.js';

const PSEUDONYMIZED = 'CONCLUSION : carcinome. Madame MARTIN. 🧬';

const input = (more: Partial<ResearchInput> = {}): ResearchInput => ({
  report: aReport(),
  pseudonymized: {
    text: PSEUDONYMIZED as PseudonymizedText,
    alignment: { toOriginal: (span) => span, toPseudonymized: (span) => span, edits: [] },
    spans: [],
    sections: [],
    sentences: [],
    dateShiftDays: -40,
    method: aMethod(),
  },
  settings: someSettings(),
  ids: anIdKey('research'),
  now: new Date('2024-03-10T09:30:00Z'),
  ...more,
});

const bundle = toResearchBundle(input());
const written = JSON.stringify(bundle);

describe('the research zone', () => {
  it('gets a Bundle that R4 accepts', () => expect(checkBundle(bundle).ok).toBe(true));

  it('holds the pseudonymized text, labelled so', () => {
    const document = onlyOf(bundle, 'DocumentReference');
    const [content] = document.content;
    expect(Buffer.from(content?.attachment.data ?? '', 'base64').toString('utf8')).toBe(PSEUDONYMIZED);
    expect(document.securityLabel?.map((one) => one.coding?.[0]?.code)).toEqual(['PSEUDED', 'R']);
    expect(content?.attachment.creation).toBe('2024-01-29');
  });

  it('keeps a very restricted source very restricted', () => {
    const masked = toResearchBundle(input({ report: aReport({ confidentiality: ['MASQUE_PS'] }) }));
    const labels = onlyOf(masked, 'DocumentReference').securityLabel;
    expect(labels?.[1]?.coding?.[0]?.code).toBe('V');
  });

  it('knows the sex of its subject and nothing else', () => {
    const { gender, identifier, ...rest } = onlyOf(bundle, 'Patient');
    expect(gender).toBe('female');
    expect(identifier).toHaveLength(1);
    expect(Object.keys(rest).sort()).toEqual(['id', 'meta', 'resourceType']);
  });

  it('holds no identity, source identifier, document date or title', () => {
    const identity = anIdentity();
    const clear = [identity.lastName, identity.birthName, ...identity.firstNames, identity.birthDate]
      .concat(
        identity.phones,
        identity.emails,
        '000042',
        'N-77',
        'DOC-1',
        '2024-03-09',
        '"title"',
        'lineage-1',
      )
      .filter((one) => one !== undefined);
    expect(clear.filter((one) => written.includes(one))).toEqual([]);
  });

  it('shares no id, link or instant with the care zone', () => {
    const care = toCareBundle(aCareInput());
    if (!care.ok) throw new Error(care.failure.message);
    const ids = resourcesOf(care.value).map(({ id }) => id ?? '');
    expect(ids.filter((id) => written.includes(id))).toEqual([]);
    expect(written).not.toContain('relatesTo');
    expect(written).not.toContain('09:30');
    expect(onlyOf(bundle, 'Provenance').entity).toBeUndefined();
  });

  it('shows one document for all versions of the source', () => {
    const next = toResearchBundle(input({ report: aReport({ version: 2, action: 'replacement' }) }));
    expect(onlyOf(next, 'DocumentReference').id).toBe(onlyOf(bundle, 'DocumentReference').id);
  });

  it('labels test data', () => {
    const fictitious = toResearchBundle(input({ report: aReport({ fictitious: true }) }));
    const codes = onlyOf(fictitious, 'Patient').meta?.security?.map(({ code }) => code);
    expect(codes).toContain('HTEST');
  });

  it('shares no id with the care zone even under the same key', () => {
    const ids = anIdKey('same');
    const care = toCareBundle(aCareInput({ ids }));
    if (!care.ok) throw new Error(care.failure.message);
    const seen = new Set(resourcesOf(care.value).map(({ id }) => id));
    expect(resourcesOf(toResearchBundle(input({ ids }))).filter(({ id }) => seen.has(id))).toEqual([]);
  });

  it('is retracted without its text, by the day only', () => {
    const { settings, ids, now, report } = input();
    const previous = resourcesOf(bundle);
    const gone = toRetractionBundle({ report, previous, settings, ids, now, zone: 'research' });
    const document = onlyOf(gone, 'DocumentReference');
    expect(document.status).toBe('entered-in-error');
    expect(JSON.stringify(gone)).not.toContain('"data"');
    expect(onlyOf(gone, 'Provenance').recorded).toBe('2024-03-10T00:00:00.000Z');
    expect(checkBundle(gone, referencesOf(previous)).ok).toBe(true);
  });

  it('gives the same subject to two documents of one person', () => {
    const other = toResearchBundle(input({ report: aReport({ lineage: 'lineage-2', documentId: 'DOC-2' }) }));
    expect(onlyOf(other, 'Patient').id).toBe(onlyOf(bundle, 'Patient').id);
    const someone = sensitive(anIdentity({ identifiers: [{ kind: 'IPP', value: '000043' }] }));
    const another = toResearchBundle(input({ report: aReport({ identity: someone }) }));
    expect(onlyOf(another, 'Patient').id).not.toBe(onlyOf(bundle, 'Patient').id);
  });
});
