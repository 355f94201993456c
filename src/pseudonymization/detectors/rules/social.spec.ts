import { NO_IDENTITY, NO_STAY } from '../../../patients/index.js';
import { marked, stretches } from '../../../../test/support/pseudonymization/index.js';
import { STATUS_WORDS, SOCIAL_WORDS } from '../../lexicon/index.js';
import { knownFacts } from '../known-facts.js';
import { tokenize } from '../tokens.js';
import { detectSocial } from './social.js';

const social = (text: string, category: string): string[] => {
  const identity = { ...NO_IDENTITY, lastName: 'VARENNE', firstNames: ['Odile'] };
  const found = detectSocial({
    ...{ text, identity, tokens: tokenize(text) },
    facts: knownFacts(identity, NO_STAY, []),
  });
  return stretches(
    text,
    found.filter((one) => one.category === category),
  );
};

const TRADES = [
  'Veuve de Lucien depuis 2011, <couturière à la retraite>.',
  'Veuve de Marcel, maçon à Lyon.',
  'Vu par le Dr Anne-Marie Dorval, chirurgien-dentiste.',
  'Divorcé de Mme Roy, <menuisier en retraite>.',
  'Mme Varenne, 71 ans, <maraîchère retraitée>, vit seule.',
  'Patient de 52 ans, <artisan plâtrier>, droitier.',
  '<Patron pêcheur à la retraite> depuis 2015.',
  'Ancienne <dentellière>, puis <agente d’entretien>.',
  'Elle a été <sage-femme> puis <maire> de son village.',
  '<Retraitée de la fonction publique territoriale>, veuve.',
  'Il est <retraité de la SNCF>.',
  '<Étudiante en histoire> à l’université.',
  'Il est <apprenti charpentier>.',
  'Ancien <ouvrier Michelin>.',
  'Ancien <mineur>, silicose connue.',
  'Elle travaille comme <aide-soignante> de nuit.',
  'Profession      : <clerc de notaire>',
  'Profession : <infirmière>',
  'Travaille encore (<auxiliaire de vie>).',
  'La patiente a été <professeure de\nphysique> pendant vingt ans.',
  'La patiente est <agente de ser-\nvice>.',
  'M. Varenne était <marin-\npêcheur>, puis <mareyeur>.',
  'PATIENT DE 40 ANS, <PEINTRE EN BATIMENT>, FUMEUR',
  'MARIEE. <APPRENTIE FLEURISTE> CHEZ MME ROY.',
  'La patiente est <infirmie re>.',
  'Il vient d’Érythrée, <réfugié>.',
  'Elle est <vendeuse en boulangerie>.',
];
const NO_TRADE = [
  'Vue par Mme Lise ROYER, diététicienne.',
  'L’infirmière du service a appelé.',
  'Adressé par son dermatologue, le Dr Vial.',
  'Son mari est maçon.',
  'Mariée à Paul Vasseur, qui est boucher.',
  'Mariée à M. Paul Vasseur, professeur d’anglais.',
  'Personne de confiance : sa fille Lise, comptable.',
  'Traducteur : son neveu.',
  'L’ancienne secrétaire de mairie, Mme Roy, est venue.',
  'Assistante sociale : Mme Roy',
  'Le technicien M. Roy est passé.',
  'Le facteur de risque principal est le tabac.',
  'Elle est mineure.',
  'Éleveuse amateur de chats.',
  'Médecin traitant : Dr Roy',
  'Lésion cadre du colon, migration du cathéter.',
];

describe('trades and standing of the patient', () => {
  it.each(TRADES)('%s', (sentence) => {
    const { text, expected } = marked(sentence);
    expect(social(text, 'PATIENT_SOCIAL_IDENTITY')).toEqual(expected);
  });

  it.each(NO_TRADE)('none in: %s', (text) => {
    expect(social(text, 'PATIENT_SOCIAL_IDENTITY')).toEqual([]);
  });

  it('reads every form of the list', () => {
    const missed = SOCIAL_WORDS.flatMap(({ forms }) => forms).filter(
      (form) => !social(`Profession : ${form}.`, 'PATIENT_SOCIAL_IDENTITY').includes(form),
    );
    expect(missed).toEqual([]);
    expect(SOCIAL_WORDS.length - STATUS_WORDS.length).toBeGreaterThan(600);
  });
});

describe('family status and nationality', () => {
  it.each([
    ['FAMILY_STATUS', 'Il est divorcé et\n<vit maritalement> depuis 2020.'],
    ['FAMILY_STATUS', 'Situation familiale : <séparée> de M. Roy'],
    ['FAMILY_STATUS', 'PATIENT DE 30 ANS, <MARIE>, 2 ENFANTS'],
    ['FAMILY_STATUS', 'Patiente de 30 ans, <pacse e>, sans enfant.'],
    ['PATIENT_NATIONALITY', 'Chambre 12\n<malien>, en France depuis dix ans.'],
    ['PATIENT_NATIONALITY', 'Virus malien, en culture depuis dix jours.'],
    ['PATIENT_NATIONALITY', 'Jeune homme, soudeur, <portugais> né à Braga.'],
  ])('%s: %s', (category, sentence) => {
    const { text, expected } = marked(sentence);
    expect(social(text, category)).toEqual(expect.arrayContaining([...expected]));
  });
});
