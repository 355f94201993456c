import { speaksOfPatient } from './bare-alerts.js';

const speaks = (text: string): boolean => {
  const start = text.search(/BMR|BHRe/i);
  const end = start + (/^BHRe/i.test(text.slice(start)) ? 4 : 3);
  return speaksOfPatient(text, { start, end });
};

describe('a bare alert word', () => {
  it.each([
    'Patient porteur de BHRe.',
    'Patiente connue porteuse de BMR depuis 2021.',
    'Isolement contact pour BMR.',
    'Précautions complémentaires contact type BMR',
    'BMR : oui',
    'BMR : +',
    'Portage BHRe : positif',
    'BMR +',
    '[x] BMR',
    '☒ BHRe',
    'Ajout du drapeau BMR et précautions contact.',
    'Dépistage BMR positif.',
    'BMR connue du service.',
    'BHRe (oui/non) : oui, E. coli OXA-48',
  ])('speaks of the patient: %s', (text) => {
    expect(speaks(text)).toBe(true);
  });

  it.each([
    'Dépistage BMR/BHRe d’entrée puis hebdomadaire.',
    'A renouveler avant levée des précautions BHRe.',
    'Espèce non concernée par les mesures BHRe.',
    'Espèce hors champ BHRe.',
    'Retirer le drapeau « contact BHRe ».',
    'BHRe : patient contact, premier dépistage négatif.',
    'BMR : non connu',
    'BMR/BHRe : RAS',
    'BHRe : non renseigné',
    'Affiche précautions BHRe en salle de soins.',
    'Rappel : une BHRe est une bactérie hautement résistante émergente.',
    'Mis en isolement BHRe préventif dans l’attente des dépistages.',
    'Isolement BMR débuté le 03/02, levé le 10/02.',
    'Sortie d’isolement BHRe après trois prélèvements négatifs.',
    'Le patient n’est plus porteur de BMR.',
    'Épidémie de BHRe dans le service, patient isolé par précaution.',
  ])('speaks of something else, or of nothing: %s', (text) => {
    expect(speaks(text)).toBe(false);
  });
});
