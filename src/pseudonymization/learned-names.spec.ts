import { sensitive } from '../kernel/index.js';
import { aDocument, aPseudonymizer, known } from '../../test/support/pseudonymization/index.js';
import { type LearnedName, learnNames, standsIn } from './learned-names.js';
import { createMemoryVault } from './vault/memory-vault.js';

const TEACHER = 'Compte rendu. Appelé Mme Odile BRANQUEVAL, sa fille. Docteur Firmin TOURNELAC.';
const PUPIL = 'Sortie organisée avec branqueval, qui accepte. Courrier remis. Le bilan est normal.';
const identity = { lastName: 'ESSARTINEL', firstNames: ['Apolline'] };

async function read(text: string, learned?: readonly LearnedName[]) {
  const document = aDocument(text);
  const result = await pseudonymizer.pseudonymize(document, {
    ...known({ identity }),
    ...(learned && { learned: sensitive(learned) }),
  });
  if (!result.ok) throw new Error(result.failure.message);
  return { document, pseudonymized: result.value };
}
const pseudonymizer = aPseudonymizer({ vault: createMemoryVault() });

describe('names learned from one document of a stay', () => {
  it('are its replaced names, word by word, and no ordinary word', async () => {
    const learned = learnNames([await read(TEACHER)]).reveal();
    const words = learned.map(({ word }) => word);
    expect(words).toEqual(expect.arrayContaining(['branqueval', 'tournelac']));
    expect(words).not.toContain('fille');
    expect(learned.find(({ word }) => word === 'branqueval')).toMatchObject({ category: 'LAST_NAME' });
  });

  it('disappear from another document, under the same surrogate, and then stand there no more', async () => {
    const teacher = await read(TEACHER);
    const before = await read(PUPIL);
    const learned = learnNames([teacher, before]);
    expect(before.pseudonymized.text).toContain('branqueval');
    expect(standsIn(before.pseudonymized, learned)).toBe(true);
    const after = await read(PUPIL, learned.reveal());
    expect(after.pseudonymized.text).not.toContain('branqueval');
    expect(after.pseudonymized.text).toContain('Le bilan est normal.');
    expect(standsIn(after.pseudonymized, learned)).toBe(false);
    const surrogate = (spans: typeof after.pseudonymized.spans, at: string, text: string) =>
      spans
        .find(({ start, end }) => text.slice(start, end).toLowerCase().includes(at))
        ?.replacement.toLowerCase();
    const [first, second] = [
      surrogate(teacher.pseudonymized.spans, 'branqueval', TEACHER),
      surrogate(after.pseudonymized.spans, 'branqueval', PUPIL),
    ];
    expect(second).toBeTruthy();
    expect(first?.split(' ')).toContain(second);
  });

  it('are in one order, whatever the order of the documents, and none where nothing was replaced', async () => {
    const [a, b] = [await read(TEACHER), await read('Vu avec Mme Josiane VERTOUILLE.')];
    expect(learnNames([b, a]).reveal()).toEqual(learnNames([a, b]).reveal());
    const none = learnNames([await read('Le bilan est normal.')]);
    expect(none.reveal()).toEqual([]);
    expect(standsIn(a.pseudonymized, none)).toBe(false);
  });

  it.each([
    ['in the name of a score', 'Score de Branqueval à 3.'],
    ['as a short word without a capital', 'Le vitou est normal.'],
  ])('stay %s', async (_where, text) => {
    const learned = (['branqueval', 'vitou'] as const).map(
      (word) => ({ word, category: 'LAST_NAME', role: 'Other' }) as const,
    );
    const { pseudonymized } = await read(text, learned);
    expect(pseudonymized.text).toBe(text);
    expect(standsIn(pseudonymized, sensitive(learned))).toBe(false);
  });

  it('leave what the text itself says of a name: its whole, its role', async () => {
    const text = 'Docteur Jean-Firmin TOURNELAC.';
    const alone = (await read(text)).pseudonymized.spans;
    const learned = [{ word: 'firmin', category: 'LAST_NAME', role: 'Patient' } as const];
    expect((await read(text, learned)).pseudonymized.spans).toMatchObject(
      alone.map(({ start, end, category, role }) => ({ start, end, category, role })),
    );
  });

  it('are no piece of a name cut at the end of a line', async () => {
    const words = learnNames([await read('Vu avec Mme Odile BRANQUE-\nVALORAN.')]).reveal();
    expect(words.map(({ word }) => word)).not.toContain('branque');
  });

  it('never print', () => {
    expect(`${learnNames([])}`).toBe('[sensitive]');
  });
});
