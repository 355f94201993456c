import { aFile, openedReports } from '../../../../test/support/evaluation/index.js';
import { readBratReports } from './read-brat-reports.js';

const TEXT = '🙂 RE : 90 %. Pas de méningite.';
const read = async (...lines: string[]) =>
  openedReports(
    await readBratReports([aFile('a.txt', TEXT), aFile('a.ann', lines.join('\n'))], { identities: true }),
  );

describe('reports in brat', () => {
  it('give entities with their attributes, ticked or valued, and relations', async () => {
    const { reports, problems } = await read(
      ...['T1\tBiomarqueur 2 4\tRE', 'T2\tValeur 7 11\t90 %', 'R1\tRefersTo Arg1:T2 Arg2:T1'],
      ...['T3\tInfection 20 29\tméningite', 'A1\tNegation T3', 'A2\tTemporalite T3 Historique'],
    );
    expect(problems).toEqual([]);
    expect(reports[0]).toMatchObject({
      mentions: [
        ...['Biomarqueur|RE|Present|current|-', 'Valeur|90 %|Present|current|-'],
        'Infection|méningite|Absent|historical|-',
      ],
      relations: [{ from: 1, to: 0 }],
    });
  });

  it('whose text and offsets do not agree are set aside by their line', async () => {
    expect((await read('T1\tBiomarqueur 2 4\tRP')).problems).toEqual(['a.ann, line 1: CORPUS_TEXT_DIFFERS']);
  });
});
