import { tokenize } from '../../text/index.js';
import { createStatements } from './statements.js';

const NAME = /E\. coli|SARM|BLSE|EPC|OXA-48/;
const told = (text: string) => {
  const [name = ''] = NAME.exec(text) ?? [];
  const start = text.indexOf(name);
  const statements = createStatements(tokenize(text));
  const span = { start, end: start + name.length };
  return {
    mistaken: statements.isMistaken(span),
    ended: statements.isEnded(span),
    lasting: statements.isLasting(span),
  };
};

describe('what a clause says of a carriage', () => {
  it.each([
    ["L'E. coli du 3 mars était une erreur d'étiquetage.", 'mistaken'],
    ["SARM d'un autre patient, dossier corrigé.", 'mistaken'],
    ['EPC rendue à tort.', 'mistaken'],
    ['Portage de SARM éradiqué.', 'ended'],
    ["Portage d'EPC clos par l'équipe d'hygiène.", 'ended'],
    ['Patient antérieurement colonisé à BLSE.', 'ended'],
    ['BLSE de plus de six mois.', 'ended'],
    ['BLSE datant de 2019.', 'ended'],
    ['Identifié porteur d’EPC en 2017, jamais négativé.', 'lasting'],
    ['Portage de OXA-48 connu depuis 2020.', 'lasting'],
    ['Porteur de OXA-48 connu (2024).', 'lasting'],
    ["Porteur chronique d'E. coli OXA-48.", 'lasting'],
  ] as const)('%s: %s', (text, what) => {
    expect(told(text)).toEqual({ mistaken: false, ended: false, lasting: false, [what]: true });
  });

  it.each([
    'E. coli éradiquée sous imipénème.',
    'Portage connu de BLSE en 2021.',
    'Porteur de BLSE en 2019.',
    'BLSE à l’ECBU. Erreur d’étiquetage sur un autre tube.',
  ])('%s: nothing', (text) => {
    expect(told(text)).toEqual({ mistaken: false, ended: false, lasting: false });
  });
});
