import { NO_IDENTITY, NO_STAY } from '../../../patients/index.js';
import { knownFacts } from '../known-facts.js';
import { tokenize } from '../tokens.js';
import { ruleDetector } from './index.js';

const roles = async (text: string): Promise<string[]> => {
  const identity = { ...NO_IDENTITY, lastName: 'VARENNE', firstNames: ['Odile'], sex: 'F' as const };
  const facts = knownFacts(identity, NO_STAY, []);
  const found = await ruleDetector.detect({ text, identity, facts, tokens: tokenize(text) });
  const best = new Map<number, { role: string; priority: number }>();
  for (const { category, start, role, priority } of found) {
    if (category !== 'PHONE_NUMBER' && category !== 'EMAIL') continue;
    if ((best.get(start)?.priority ?? -1) < priority) best.set(start, { role: role ?? '', priority });
  }
  return [...best].sort(([a], [b]) => a - b).map(([, { role }]) => role);
};

describe('whose number and mail box it is', () => {
  it.each([
    [
      'La personne de confiance est Renée Garcin (tél. 05 36 49 12 12, portable 06 39 98 12 12).',
      ['Other', 'Other'],
    ],
    ['IDE à domicile : Yvonne Lestrade (06 39 98 12 13).', ['Carer']],
    ['Sa fille, Mme Lestrade, joignable au 06 39 98 12 14.', ['Other']],
    ['Ligne directe : 02 61 91 12 15', ['Carer']],
    ['En cas de fièvre, appeler le 02 61 91 12 16.', ['Hospital']],
    ['Hospitalisation : 02 61 91 12 17', ['Hospital']],
    ['Portable de la patiente : 06 39 98 12 18', ['Patient']],
    ['Secrétariat : Mme Lestrade, 02 61 91 12 19', ['Hospital']],
    ['Labo de bactério, poste 64 002', ['Hospital']],
    ['Dr Lestrade, poste 64 003', ['Carer']],
    ['Courriel : hdj.dermato@chu-renneville.example', ['Hospital']],
    ['M. Lestrade, kinésithérapeute, tlestrade@ch-renneville.example', ['Carer']],
  ])('%s', async (text, expected) => {
    expect(await roles(text)).toEqual(expected);
  });
});
