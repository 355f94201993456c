import { NO_IDENTITY, NO_STAY } from '../../../patients/index.js';
import { knownFacts } from '../known-facts.js';
import { tokenize } from '../tokens.js';
import { detectHospitals } from './hospitals.js';
import { detectPlaces } from './places.js';

/** Places found, as "CATEGORY Role: words"; the longest of two that overlap. */
function places(text: string): string[] {
  const identity = { ...NO_IDENTITY, lastName: 'VARENNE', firstNames: ['Odile'] };
  const input = { text, identity, tokens: tokenize(text), facts: knownFacts(identity, NO_STAY, []) };
  const hospitals = detectHospitals(text);
  const found = detectPlaces(input, [], hospitals)
    .filter(({ start, end }) => !hospitals.some((one) => one.start < end && start < one.end))
    .sort((a, b) => b.priority - a.priority || b.end - b.start - (a.end - a.start));
  const kept = found.filter(
    (one, at) => !found.slice(0, at).some((other) => other.start < one.end && one.start < other.end),
  );
  return kept
    .sort((a, b) => a.start - b.start)
    .map(({ category, role, start, end }) => `${category} ${String(role)}: ${text.slice(start, end)}`);
}

describe('addresses', () => {
  it.each([
    ["Parc d'activités du Lac, 3 rue Verte", ["ADDRESS Patient: Parc d'activités du Lac, 3 rue Verte"]],
    ['ZA du Chêne, 6 rue Pasteur', ['ADDRESS Patient: ZA du Chêne, 6 rue Pasteur']],
    ['4 Grande Rue', ['ADDRESS Patient: 4 Grande Rue']],
    ['18 boulevard Foch - BP 7021', ['ADDRESS Patient: 18 boulevard Foch - BP 7021']],
    [
      'Il vit 5 r. des Tanneurs à Ostreville',
      ['ADDRESS Patient: 5 r. des Tanneurs', 'CITY Patient: Ostreville'],
    ],
    ['40, av. du 8 mai 1945', ['ADDRESS Patient: 40, av. du 8 mai 1945']],
    ['rétinopathie stade 1 zone II', []],
    [
      'Bâtiment Curie, niveau 2 - 15 avenue des Pins',
      ['ADDRESS Patient: Bâtiment Curie, niveau 2 - 15 avenue des Pins'],
    ],
    ['2 - 15 avenue des Pins', ['ADDRESS Patient: 2 - 15 avenue des Pins']],
    ['7 rue Neuve, esc. 3, 5e étage', ['ADDRESS Patient: 7 rue Neuve, esc. 3, 5e étage']],
    [
      'quartier les Aubes, route de Lansac ST MARTIAL\nle 3',
      ['ADDRESS Patient: quartier les Aubes, route de Lansac', 'CITY Patient: ST MARTIAL'],
    ],
    ['place du 8-Mai, Ostreville', ['ADDRESS Patient: place du 8-Mai', 'CITY Patient: Ostreville']],
    [
      'coron des Lilas n°17 à Ostreville',
      ['ADDRESS Patient: coron des Lilas n°17', 'CITY Patient: Ostreville'],
    ],
    ['Produit 350, lot CT5521B injecté', []],
  ])('%s', (text, expected) => {
    expect(places(text)).toEqual(expected);
  });
});

describe('whose address it is', () => {
  it.each([
    ['CENTRE HOSPITALIER DE VALBRUNE\n2 rue des Lilas\n14998 VALBRUNE', 'Hospital'],
    ['Clinique du Lac\nDr Paul ROY, Dr Anne VIAL\n2 rue des Lilas\n14998 VALBRUNE', 'Hospital'],
    ['Docteur Paul ROY\nCentre de santé Jean-Roy\n2 rue des Lilas\n14998 VALBRUNE', 'Other'],
    ['Médecin traitant : Dr Paul ROY, 2 rue des Lilas, 14998 VALBRUNE', 'Other'],
    ['Copies : Dr Paul ROY (2 rue des Lilas, 14998 Valbrune)', 'Other'],
    ['Madame Odile VARENNE\n2 rue des Lilas\n14998 VALBRUNE', 'Patient'],
    ['Patiente demeurant 2 rue des Lilas, 14998 Valbrune', 'Patient'],
    [
      'CHU DE MERVILLE                              Dr Paul ROY\nPôle 4                                       2 rue des Lilas\nAccueil                                      14998 VALBRUNE',
      'Other',
    ],
  ])('%s', (text, role) => {
    const found = places(text).filter(
      (one) => /Lilas|14998|valbrune$/i.test(one) && !one.startsWith('HOSPITAL'),
    );
    expect(found.map((one) => one.split(' ')[1]?.replace(':', ''))).toEqual([role, role, role]);
  });
});

describe('towns that no list knows', () => {
  it.each([
    ['BPCO (Dr Olive, Ostreville), AOMI', ['CITY Other: Ostreville']],
    ['PRESCRIPTEUR : DR LE BRAS P., OSTREVILLE\nNOTE', ['CITY Other: OSTREVILLE']],
    ['PRESCRIPTEUR : DR LE BRAS P., CARDIOLOGUE\nNOTE', []],
    ['Il a dû déménager du Mesnil-Vert en mai.', ['CITY Patient: Mesnil-Vert']],
    ['Il a déménagé du Nord en mai.', []],
    ['Une tuberculose traitée à Niš jeune.', ['CITY Hospital: Niš']],
    ['Ne conduit plus depuis l’accident de Pâques 2023.', []],
    ['Vue par M. Roy, kinésithérapeute à Ostreville, trois fois.', ['CITY Other: Ostreville']],
    ['Repas de famille à Ostreville dimanche.', ['CITY Patient: Ostreville']],
    ['Stage prévu à Ostreville en mai.', ['CITY Patient: Ostreville']],
    ['Sa fille Lise, venue d’Ostreville, est là.', ['CITY Other: Ostreville']],
    ['Son fils, installé à Ostreville.', ['CITY Other: Ostreville']],
    ['- Hubert, 70 ans, à Ostreville', ['CITY Other: Ostreville']],
    ['Appendicectomie à Ostreville en 2015.', ['CITY Hospital: Ostreville']],
    ['Correspondants : Dr Vial (dermatologue, Ostreville)', ['CITY Other: Ostreville']],
    ['La boutique d’Ostreville est fermée.', ['CITY Patient: Ostreville']],
    ['Née VARENNE le 05/11/1991 à Ostreville', ['CITY Patient: Ostreville']],
    ['DDN : 14/07/1988 (Ostreville)', ['CITY Patient: Ostreville']],
    [
      'Rentre du Cameroun (Ostreville, trois séances)',
      ['COUNTRY Patient: Cameroun', 'CITY Patient: Ostreville'],
    ],
    ['Vit en France depuis 1979.', ['COUNTRY Patient: France']],
    ['Rentre du Viêt Nam.', ['COUNTRY Patient: Viêt Nam']],
    ['Soins par le cabinet de Mesdames Roy et Vial.', []],
    ['Domicile à Ostre-\nville, avec sa sœur.', ['CITY Patient: Ostre-\nville']],
    ['Allergie à Augmentin, sérologie positive à Borrelia.', []],
    ['Traitement confié à Paul, score de Glasgow à 15.', []],
    ['Repris à J3, contrôle à M6, adressé à Mme Roy.', []],
    ['Anneau de Vancouver, critères d’Amsterdam, (Boston 3).', []],
  ])('%s', (text, expected) => {
    expect(places(text)).toEqual(expected);
  });
});
