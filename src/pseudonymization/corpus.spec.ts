import { sensitive } from '../kernel/index.js';
import {
  addCase,
  aDocument,
  aPseudonymizer,
  createScores,
  f1,
  readCorpus,
  type Scores,
  scoreTable,
} from '../../test/support/pseudonymization/index.js';

async function measured(file: string): Promise<Scores> {
  const scores = createScores();
  for (const [at, one] of readCorpus(file).entries()) {
    const { identity, stay, carers } = one;
    const result = await aPseudonymizer().pseudonymize(aDocument(one.text), {
      identity: sensitive(identity),
      stay: sensitive(stay),
      carers: sensitive(carers),
      fallbackKey: `${file} ${String(at)}`,
    });
    addCase(scores, one, result.ok ? result.value.spans : []);
  }
  return scores;
}

/** Bounds stand a little under the figures measured; they move up only. */
describe('the pseudonymization corpus', () => {
  it('is large enough to mean something', () => {
    const cases = [...readCorpus('development.yml'), ...readCorpus('held-out.yml')];
    expect(cases.filter(({ title }) => !title.endsWith('report')).length).toBeGreaterThanOrEqual(250);
    expect(cases.filter(({ title }) => title.endsWith('report')).length).toBeGreaterThanOrEqual(12);
  });

  it.each([
    ['development.yml', 0.98, 0.99],
    ['held-out.yml', 0.96, 0.99],
    ['blind-2.yml', 0.97, 0.99],
    ['fresh-2.yml', 0.94, 0.98],
  ])('%s keeps its figures', async (file, leastF1, leastCovered) => {
    const scores = await measured(file);
    const covered = scores.letters.covered / scores.letters.marked;
    expect({
      table: scoreTable(scores),
      good: f1(scores.full) >= leastF1 && covered >= leastCovered,
    }).toEqual({
      table: scoreTable(scores),
      good: true,
    });
  });
});
