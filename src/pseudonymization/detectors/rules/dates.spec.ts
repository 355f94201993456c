import { NO_IDENTITY, NO_STAY } from '../../../patients/index.js';
import { knownFacts } from '../known-facts.js';
import { tokenize } from '../tokens.js';
import { detectDates } from './dates.js';

/** The dates found, marked: `[…]` of somebody's life, `{…}` of the world, `<…>` of birth. ⏎ is a line's end. */
function marked(written: string): string {
  const text = written.replace(/[[\]{}<>]/g, '').replaceAll('⏎', '\n');
  const input = {
    text,
    tokens: tokenize(text),
    facts: knownFacts(NO_IDENTITY, NO_STAY, []),
    identity: NO_IDENTITY,
  };
  const taken = new Set<number>();
  const found = [...detectDates(input)].sort((a, b) => b.end - b.start - (a.end - a.start));
  const kept = found.filter(({ start, end }) => {
    for (let at = start; at < end; at += 1) if (taken.has(at)) return false;
    for (let at = start; at < end; at += 1) taken.add(at);
    return true;
  });
  let out = text;
  for (const { start, end, category } of kept.sort((a, b) => b.start - a.start)) {
    const [open, close] =
      category === 'IDENTIFYING_DATE' ? '[]' : category === 'UNIDENTIFYING_DATE' ? '{}' : '<>';
    out = `${out.slice(0, start)}${open ?? ''}${out.slice(start, end)}${close ?? ''}${out.slice(end)}`;
  }
  return out.replaceAll('\n', '⏎');
}

describe('days whose month stands elsewhere', () => {
  it.each([
    'Séances les [4], [7], [11] et [18 avril].',
    'Bilans des [8] et [21/05/2025] sans anomalie.',
    'Isolement du [17] au [26], bien supporté.',
    'Transfusé le [9], puis sorti le [12].',
    'Kiné dès le [27]',
    'Vu le mardi [6], apyrétique.',
    'PRELEVEMENTS DU [28], CULTURE EN COURS',
    'LE [19] A 06H DESATURATION',
    'Hospitalisée du [1er] au [8 juin 2025].',
    'Drain retiré le [11] au matin.',
    'Suspendu jusqu’au [3] puis repris.',
    'Semaine du [5] au [11/4/25]',
    'Reçu entre le [3] et le [9 mai], avec son frère.',
    'Consultations les [5], [14] et [27/2].',
    'Cathéter changé le [6] puis le [13] sans incident.',
    'Prélèvements du [4] et du [7] stériles.',
    'Hospitalisé [14]-[18/03/2025].',
    'Le lun. [14] et le mer. [16], kiné.',
    'Le [13] de ce mois.',
    'Nuit du lundi [2] au mardi [3 mars].',
  ])('%s', (sentence) => {
    expect(marked(sentence)).toBe(sentence);
  });

  it.each([
    'Protocole : le 5 FU est arrêté.',
    'Elle a composé le 15.',
    'Son mari appelle le 18, qui vient.',
    'Appel du 15 à la régulation.',
    'Le patient du 12, agité.',
    'Extraction des 18 et 28.',
    'Il habite dans le 29, près de la mer.',
    'Passage à 20 mg le soir, 3 fois par jour.',
    'Carcinome de stade 3, grade 2.',
    'Taux du 5 %.',
    'Le 3e jour, apyrexie.',
    'Compte du 12 comprimés restants.',
    'J13, lit 4, chambre 12.',
    'Oméprazole 20 jusqu’au [30/06/2025].',
    'Contention du [14/02] 05 h 30 au [16/02] 11 h.',
    '⏎2 - [12 mars]',
  ])('%s', (sentence) => {
    expect(marked(sentence)).toBe(sentence);
  });
});

describe('a day and a month', () => {
  it.each([
    'Plaquettes à 80 le [6/5].',
    '[04/06] Kowal : calme.',
    'Ve [7/2] : visite du fils',
    'Poids [9/4] : 61 kg',
    'Cure 2 ([8/11] - [12/11/2025]).',
    'Scanner ([03/09], [05/09]) stable.',
    'C1J1 = [14/10], J8 : [21/10]',
    'DDR : [14/6]',
    'ETT [3/3] : FEVG normale',
    'BIOLOGIE      [11/02]     [13/02]      [17/02]⏎Hb   12   13   14',
    'Drain retiré le [24] après opacification.',
    'Une poche le [15] (n° 4471).',
    'ECBU [9/4] négatif, PL [7/3] : claire',
    '[11/5] 14h30 : appel du fils',
    '[06/03] - famille vue',
  ])('%s', (sentence) => {
    expect(marked(sentence)).toBe(sentence);
  });

  it.each([
    'ALVARADO 8/10',
    'Agrafes ôtées (12/12).',
    'TA      12/07     13/08      14/09',
    'Mesures      14/08     13/07      12/06',
    'Hémocultures 3/3 : stériles.',
    'Secrétariat poste 2044',
    'Glasgow 12/12',
    'EVA 4/10 au lever.',
    'Gaine 10/12, sans résistance.',
    'TA 12/07 au repos.',
    'Le 2/3 inférieur du tibia.',
    'Index d’activité 9/11, chronicité 2/12.',
    'Souffle 2/6 au foyer mitral.',
    'Acuité de 7/10 à droite et 4/10 à gauche, puis (10/10).',
    'APGAR 9/10/10, cri immédiat.',
  ])('%s', (sentence) => {
    expect(marked(sentence)).toBe(sentence);
  });
});

describe('feasts, seasons and dates that a line cuts', () => {
  it.each([
    'Sevré depuis [Noël].',
    'Chute le [jour de l’an] chez sa fille.',
    'Zona ([été 2019]).',
    'Elle se souvient de l’[hiver 1951].',
    'Arrêt à [Pâques 2024], repris.',
    'Poids stable (60 en [janv]).',
    'Poids 58 (67 en [sept]). Abdomen souple.',
    'L’accident de [Pâques 2023].',
    'Cure en [no-⏎vembre 2024] bien tolérée.',
    'VU LE [14 JUI⏎N] AUX URGENCES',
    'TRANSFERT DU [03/05⏎/2025]',
    'Stérilet [2016-2021]',
    '[Hiver 2022-2023] difficile.',
    'Opéré en [03/22], revu en [11.2023].',
    'HTA [2009], DT2 [2014] sous metformine',
    'ACQ [14MAR26] [20260314] 14:22',
    'ETT ([9 févr.]) normale',
    'Infarctus inférieur [2015] sans séquelle.',
  ])('%s', (sentence) => {
    expect(marked(sentence)).toBe(sentence);
  });

  it.each(['Mme Noël est venue.', 'Dr Pâques', 'Cet été, cet hiver.', 'En sept jours.', '(FEVR 57 %)'])(
    '%s',
    (sentence) => {
      expect(marked(sentence)).toBe(sentence);
    },
  );
});

describe('dates of the world', () => {
  it.each([
    'EU-TIRADS {2017} : 3.',
    'Selon le CTCAE ({2017}), grade 1.',
    'DFG CKD-EPI {2009} 51 ml/min',
    'SDRA modéré (Berlin {2012}).',
    'Soins sans consentement (loi du {5 juillet 2011}).',
    'Laser holmium (Marque, {2019}), 20 min.',
    'Dysplasie (ESGE {2020}) surveillée.',
    'Immunomarquage (automate {2021}).',
    'Permis suspendu (arrêté du⏎{28 mars 2022}).',
    'Générateur 4008    dernier contrôle {02/09/2025}',
    'Scanner de contrôle le [02/09/2025].',
    'Voyage à Berlin [2012]',
  ])('%s', (sentence) => {
    expect(marked(sentence)).toBe(sentence);
  });
});

describe('dates of birth', () => {
  it.each([
    'Patient né le <04/05/1961>.',
    'Madame ROUX, 54 ans (<04/05/1961>), vue ce jour.',
    'Opérée à 24 ans ([04/05/1985]).',
    'Père : M. Aldo KERVAL,⏎né le [04/05/1961], marin.',
    'Donneuse : sa sœur, Mme Ida ROUX, née le [12/06/1970].',
  ])('%s', (sentence) => {
    expect(marked(sentence)).toBe(sentence);
  });
});

describe('figures that are no dates', () => {
  it.each([
    'Insuline rapide 12-8-10, lente 0-0-20.',
    'Novorapid : 10-12-10.',
    'Schéma 8-6-10 UI aux trois repas.',
    'Fracture du 3 et du 4 métacarpien droit.',
    'Fractures des 5, 6 et 7 sans volet.',
    'Luxation du 2 et du 3 orteil.',
  ])('%s', (text) => {
    expect(marked(text)).toBe(text);
  });

  it.each(['Pansement refait le [10-12-10].', 'Vu le [3] et le [4], fracture connue.'])('but %s', (text) => {
    expect(marked(text.replace(/[[\]]/g, ''))).toBe(text);
  });
});
