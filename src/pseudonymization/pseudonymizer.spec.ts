import { type Identity } from '../patients/index.js';
import { identityDetector } from './detectors/identity/index.js';
import { fromStored, restoreEdits, toStored } from './stored.js';
import { createMemoryVault } from './vault/memory-vault.js';
import {
  aDocument,
  aModel,
  aPseudonymizer,
  known,
  testKeys,
  thePolicy,
} from '../../test/support/pseudonymization/index.js';
import { type PseudonymizedDocument } from './pseudonymized-document.js';
import { isLuhnValid, nirKey } from './detectors/rules/index.js';

const DUPONT: Partial<Identity> = {
  lastName: 'DUPONT',
  firstNames: ['Marie'],
  sex: 'F',
  birthDate: '1956-03-12',
  phones: ['0612340098'],
  emails: ['marie.dupont@courriel.example'],
  identifiers: [{ kind: 'IPP', value: '8003345671', authority: { name: 'CHU-A' } }],
};

async function pseudonymized(
  text: string,
  identity: Partial<Identity> = DUPONT,
  more = {},
): Promise<PseudonymizedDocument> {
  const result = await aPseudonymizer(more).pseudonymize(aDocument(text), known({ identity }));
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
const replacements = (document: PseudonymizedDocument, category: string): string[] =>
  document.spans.filter((span) => span.category === category).map(({ replacement }) => replacement);

describe('pseudonymize', () => {
  it('gives one surname one surrogate, in the case it was written', async () => {
    const document = await pseudonymized('Madame DUPONT Marie. Mme Dupont va bien. madame dupont sort.');
    const [upper = '', capital = '', lower = ''] = replacements(document, 'LAST_NAME');
    expect(upper).toBe(upper.toUpperCase());
    expect(capital.toLowerCase()).toContain(lower);
    expect(upper.toLowerCase()).toBe(lower.normalize('NFD').replace(/\p{M}/gu, ''));
    expect(document.text.toLowerCase()).not.toContain('dupont');
  });

  it('reads a name over two lines, whatever ends them', async () => {
    for (const end of ['\n', '\r\n'])
      expect((await pseudonymized(`Mme${end}DUPONT${end}Marie${end}vue ce jour`)).text).not.toMatch(
        /dupont|marie/i,
      );
  });

  it('keeps the surrogates and the shift of a patient from one document to the next', async () => {
    const vault = createMemoryVault();
    const first = await pseudonymized('Mme DUPONT Marie, vue le 12/03/2024.', DUPONT, { vault });
    const second = await pseudonymized('Mme DUPONT Marie, revue le 15/03/2024.', DUPONT, { vault });
    expect(replacements(second, 'LAST_NAME')).toEqual(replacements(first, 'LAST_NAME'));
    expect(second.dateShiftDays).toBe(first.dateShiftDays);
  });

  it('gives another patient, or another key, other surrogates', async () => {
    const other = await pseudonymized('Mme DUPONT', {
      ...DUPONT,
      identifiers: [{ kind: 'IPP', value: '77', authority: { name: 'CHU-A' } }],
    });
    const here = await pseudonymized('Mme DUPONT');
    const rekeyed = await pseudonymized('Mme DUPONT', DUPONT, { keys: testKeys('another') });
    expect(new Set([other, here, rekeyed].map((one) => one.text)).size).toBeGreaterThan(1);
  });

  it('shifts every date by the same days, never zero, a multiple of seven, in its own format', async () => {
    const { text, dateShiftDays } = await pseudonymized('Vue le 12/03/2024 puis le 2024-03-19.');
    expect(dateShiftDays).not.toBe(0);
    expect(Math.abs(dateShiftDays) % 7).toBe(0);
    const [day = '', month = '', year = ''] = /(\d\d)\/(\d\d)\/(\d{4})/.exec(text)?.slice(1) ?? [];
    const iso = /\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? '';
    const days = (Date.parse(iso) - Date.parse(`${year}-${month}-${day}`)) / 86_400_000;
    expect(days).toBe(7);
    expect(Date.parse(`${year}-${month}-${day}`) - Date.parse('2024-03-12')).toBe(dateShiftDays * 86_400_000);
  });

  it('writes phones in the ranges kept for fiction, in their format', async () => {
    const { text } = await pseudonymized(
      'Portable : 06 12 34 00 98. Secrétariat : 04.76.76.54.32, +33 4 76 76 54 33',
    );
    expect(text).toMatch(/06 39 98 \d\d \d\d/);
    expect(text).toMatch(/04\.65\.71\.\d\d\.\d\d/);
    expect(text).toMatch(/\+33 4 65 71 \d\d \d\d/);
  });

  it('writes numbers that belong to nobody', async () => {
    const nir = `1850338123456${nirKey('1850338123456')}`;
    const document = await pseudonymized(`NIR ${nir}, RPPS 10100999880, IPP 8003345671`);
    const [newNir = '', rpps = '', ipp = ''] = replacements(document, 'IDENTIFYING_CODE');
    expect(newNir).toHaveLength(15);
    expect(Number(newNir.slice(3, 5))).toBeGreaterThan(12);
    expect(nirKey(newNir.slice(0, 13))).not.toBe(newNir.slice(13));
    expect(isLuhnValid(rpps)).toBe(false);
    expect(ipp).toMatch(/^\d{10}$/);
    expect(ipp).not.toBe('8003345671');
  });

  it('finds further names and the place of birth that the message knows', async () => {
    const document = await pseudonymized('Mme Orbellun (DUPONT), naissance Castelvieil.', {
      ...DUPONT,
      otherNames: ['ORBELLUN'],
      birthPlace: 'CASTELVIEIL',
    });
    expect(document.text).not.toMatch(/orbellun|castelvieil/i);
    expect(document.spans.map(({ category, role }) => [category, role])).toEqual([
      ['LAST_NAME', 'Patient'],
      ['LAST_NAME', 'Patient'],
      ['CITY', 'Patient'],
    ]);
  });

  it('finds the INSEE code of the place of birth where it is called so, and nowhere else', async () => {
    const identity = { ...DUPONT, birthPlaceCode: '2A004' };
    const found = async (text: string, code = identity.birthPlaceCode) =>
      (await pseudonymized(text, { ...identity, birthPlaceCode: code })).spans
        .filter(({ category }) => category === 'IDENTIFYING_CODE')
        .map(({ start, end }) => text.slice(start, end));
    expect(await found('Lieu de naissance : 2A004')).toEqual(['2A004']);
    expect(await found('Née à Castelvieil (code INSEE 2a004).')).toEqual(['2a004']);
    expect(await found('Naissance : CASTELVIEIL 99901', '99901')).toEqual(['99901']);
    expect(await found('Plaquettes 99901 /mm3', '99901')).toEqual([]);
    expect(await found('Lieu de naissance : 999012', '99901')).toEqual([]);
  });

  it('gives a town and its postcode surrogates that agree', async () => {
    const document = await pseudonymized('Domiciliée 12 rue des Lilas, 38100 Grenoble. Née à Grenoble.');
    const [first = '', second] = replacements(document, 'CITY');
    expect(second).toBe(first);
    expect(replacements(document, 'POSTAL_CODE')[0]).toMatch(/^\d{5}$/);
    expect(document.text).not.toContain('Grenoble');
  });

  it('never names another person the message knows', async () => {
    const carers = Array.from({ length: 40 }, (_, at) => ({
      lastName: `Inconnu${String.fromCharCode(97 + (at % 26))}x`,
    }));
    const result = await aPseudonymizer().pseudonymize(
      aDocument('Mme DUPONT Marie, adressée par le Dr Inconnuax'),
      known({ identity: DUPONT, carers }),
    );
    expect(result.ok && carers.some(({ lastName }) => result.value.text.includes(lastName))).toBe(false);
  });

  it('caps the ages above the policy, and says so by a span', async () => {
    const document = await pseudonymized('Patiente de 97 ans, fils de 60 ans.');
    expect(document.text).toContain('90 ans');
    expect(document.text).toContain('60 ans');
    expect(document.spans.filter(({ category }) => category === 'AGE')).toHaveLength(1);
  });

  it('keeps what policy keeps, and still reports it', async () => {
    const document = await pseudonymized('Patiente mariée, voyage au Mali.');
    expect(document.text).toBe('Patiente mariée, voyage au Mali.');
    expect(document.spans.map(({ category }) => category)).toEqual(['FAMILY_STATUS', 'COUNTRY']);
    expect(document.alignment.edits).toHaveLength(0);
  });

  it('maps sentences to the new text', async () => {
    const document = await pseudonymized('Mme DUPONT va bien.');
    expect(document.sentences).toEqual([{ start: 0, end: document.text.length }]);
  });

  it('says that rules alone spoke', async () => {
    const { method } = await pseudonymized('Mme DUPONT');
    expect(method.assurance).toBe('rules');
  });

  it('keeps a known name inside a hospital that policy keeps', async () => {
    const policy = { ...thePolicy(), categories: { ...thePolicy().categories, HOSPITAL: 'keep' as const } };
    const { text } = await pseudonymized('Suivi à la Clinique Dupont.', DUPONT, { policy });
    expect(text).not.toContain('Dupont');
    expect(text).toContain('Clinique');
  });
});

const KNOWN_TO_CHECK: Partial<Identity> = {
  ...DUPONT,
  birthName: 'PETIT',
  otherNames: ['ORBELLUN'],
  addresses: [{ postalCode: '98720', city: 'Valmorange' }],
  identifiers: [...(DUPONT.identifiers ?? []), { kind: 'NDA', value: '71234' }],
};

describe('the check after replacement', () => {
  it.each(['Le petit déjeuner est pris.', 'Leucocytes 712345', 'Un petit nodule, 98720 copies.'])(
    'lets %j through: nothing known stands there as such',
    async (text) => {
      const result = await aPseudonymizer({ detectors: [] }).pseudonymize(
        aDocument(text),
        known({ identity: KNOWN_TO_CHECK }),
      );
      expect(result.ok).toBe(true);
    },
  );

  it.each([
    ['a name', 'Mme DUPONT sort.'],
    ['a name in pieces', 'Vue : D*U*P*O*N*T'],
    ['a number', 'Dossier 800-334-56 71'],
    ['a phone', 'au 06.12.34.00.98'],
    ['an e-mail', 'marie.dupont@courriel.example'],
    ['a birth date', 'le 12 mars 1956'],
    ['a common word that is the name, after a title', 'Mme PETIT sort.'],
    ['a common word that is the name, after its label', 'Nom : PETIT'],
    ['the postcode and the town', '98720 Valmorange'],
    ['a short number as a whole word', 'dossier 71234'],
    ['an alias', 'connue comme ORBELLUN'],
  ])('refuses %s that detectors let through, for good and without quoting it', async (_, text) => {
    const result = await aPseudonymizer({ detectors: [] }).pseudonymize(
      aDocument(text),
      known({ identity: KNOWN_TO_CHECK }),
    );
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'PSEUDONYMIZATION_INCOMPLETE', class: 'permanent' },
    });
    expect(JSON.stringify(result).toLowerCase()).not.toContain('dupont');
  });

  it('lets a text without anything known through', async () => {
    const result = await aPseudonymizer({ detectors: [identityDetector] }).pseudonymize(
      aDocument('Rien à signaler, le bout du pont.'),
      known({ identity: DUPONT }),
    );
    expect(result.ok).toBe(true);
  });
});

describe('a name that the model is sure of and a list of ours protects', () => {
  const text = 'Synthèse\nCrohn connu.';
  const through = (policy: string, score: number) =>
    aPseudonymizer({
      policy: thePolicy(policy),
      model: aModel({ text: 'Crohn', category: 'LAST_NAME', score }),
    }).pseudonymize(aDocument(text), known());

  it.each(['warehouse', 'training', 'demonstration'])('stops a document of %s', async (policy) => {
    expect(await through(policy, 0.96)).toEqual({
      ok: false,
      failure: {
        code: 'PSEUDONYMIZATION_DOUBTED',
        class: 'permanent',
        message: 'the model is sure of what stays: LAST_NAME in line 2',
      },
    });
    expect(await through(policy, 0.94)).toMatchObject({ ok: true });
  });

  it('stops none of care', async () => {
    expect(await through('care', 0.99)).toMatchObject({ ok: true, value: { text } });
  });
});

describe('stored state', () => {
  it('comes back as it was', async () => {
    const document = await pseudonymized('Mme DUPONT Marie, vue le 12/03/2024.');
    const stored = JSON.parse(JSON.stringify(toStored(document))) as ReturnType<typeof toStored>;
    const back = fromStored(stored);
    expect(back.ok && back.value.text).toBe(document.text);
    expect(back.ok && back.value.alignment.toOriginal({ start: 4, end: 5 })).toEqual(
      document.alignment.toOriginal({ start: 4, end: 5 }),
    );
    expect(JSON.stringify(stored)).not.toContain('DUPONT');
  });

  it('refuses edits that do not hold together', async () => {
    const stored = toStored(await pseudonymized('Mme DUPONT'));
    const broken = {
      ...stored,
      edits: [{ original: { start: 4, end: 10 }, pseudonymized: { start: 2, end: 9 } }],
    };
    expect(fromStored(broken)).toMatchObject({
      ok: false,
      failure: { code: 'PSEUDONYMIZATION_STATE_INVALID' },
    });
  });

  it('restores the original from its edits', async () => {
    const original = 'Mme DUPONT Marie, vue le 12/03/2024.';
    const { text, alignment } = await pseudonymized(original);
    const edits = alignment.edits.map((edit) => ({
      ...edit,
      text: original.slice(edit.original.start, edit.original.end),
    }));
    expect(restoreEdits(text, edits)).toBe(original);
  });
});
