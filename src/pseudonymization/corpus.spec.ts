import { measuredRules, theCorpus } from '../../test/support/pseudonymization/index.js';

/** Bounds stand a little under the figures measured; they move up only. */
describe('the pseudonymization corpus', () => {
  it('is large enough to mean something', async () => {
    const cases = [...(await theCorpus('development.yml')), ...(await theCorpus('held-out.yml'))];
    const isReport = ({ id }: { id: string }) => id.includes('/report-');
    expect(cases.filter((one) => !isReport(one)).length).toBeGreaterThanOrEqual(250);
    expect(cases.filter(isReport).length).toBeGreaterThanOrEqual(12);
  });

  it.each([
    ['development.yml', 0.98, 0.99],
    ['held-out.yml', 0.96, 0.99],
    ['blind-2.yml', 0.97, 0.99],
    ['fresh-2.yml', 0.94, 0.98],
    ['names.yml', 0.99, 1],
  ])('%s keeps its figures', async (file, leastF1, leastRedacted) => {
    const { figures, leaks, held } = await measuredRules(file);
    const [f1, redacted] = [figures.roles.exact.f1.value ?? 0, figures.redacted.value ?? 0];
    const good = f1 >= leastF1 && redacted >= leastRedacted;
    expect({ f1, redacted, leaks, held, good }).toMatchObject({ held: 0, good: true });
  });
});
