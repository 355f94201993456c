import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateAssertion } from './evaluate-assertion.js';

describe('measuring the assertion', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assertion-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const measure = (...lines: string[]) => {
    const file = join(folder, 'lines.txt');
    writeFileSync(file, lines.join('\n'));
    const result = evaluateAssertion(file);
    if (!result.ok) throw new Error(result.failure.message);
    return result.value;
  };
  const counts = ({ figures }: ReturnType<typeof measure>) =>
    figures.scopes.map(({ expected, found, missed, extra }) => [expected, found, missed, extra]);

  it('counts each verdict apart, entity by entity', () => {
    const measured = measure(
      '# a comment, with <e assertion=Absent>a mark</e>',
      'Pas de <e assertion=Absent>fièvre</e>. <e>Toux</e> depuis hier.',
      'Suspicion de <e assertion=Indetermine>pneumopathie</e>. Antécédent de <e temporality=historical>phlébite</e>.',
      'Mère : <e experiencer=other>cancer du sein</e>.',
    );
    expect(measured.entities).toBe(5);
    expect(measured.figures.reports).toBe(3);
    expect(counts(measured)).toEqual([
      [1, 1, 0, 0],
      [1, 1, 0, 0],
      [1, 1, 0, 0],
      [1, 1, 0, 0],
    ]);
    expect(measured.differences).toEqual([]);
  });

  it('tells the line and the entity of what differs', () => {
    const measured = measure('Pas de <e>fièvre</e>, mais <e assertion=Absent>toux</e>.');
    expect(counts(measured)[0]).toEqual([1, 1, 1, 1]);
    expect(measured.differences).toMatchObject([
      { line: 1, scope: 'negation (Absent)', what: 'missed', entity: '20 toux' },
      { line: 1, scope: 'negation (Absent)', what: 'extra', entity: '7 fièvre' },
    ]);
  });

  it('refuses a corpus that is not there', () => {
    expect(evaluateAssertion(join(folder, 'no'))).toMatchObject({ failure: { code: 'CORPUS_NOT_FOUND' } });
  });
});
