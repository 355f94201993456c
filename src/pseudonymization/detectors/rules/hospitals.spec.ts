import { marked, stretches } from '../../../../test/support/pseudonymization/index.js';
import { detectHospitals } from './hospitals.js';

const SENTENCES = [
  'Suivie à la <clinique des Ormes> depuis un an.',
  'Transférée du <CH de Valbrune> vers le <CHU Aunis-Sud>, service de neurologie.',
  'Séjour à l’<hôpital cardiologique de Merville> pour syncope.',
  'Appel du <CMP de Hautefage> ce matin.',
  'Accouchement à la <maternité de Ker-Lann> par voie basse.',
  'Don reçu du <lactarium des Salines>.',
  'Prise en charge par le <réseau Souffl’Ardenne> à domicile.',
  'IDE : <cabinet infirmier des Deux Ponts>, passage à 8 h.',
  'Bilan au <laboratoire Hemalys>, puis au <laboratoire des Tanneurs>.',
  'Bilan au <centre mémoire de Valbrune>.',
  'Demande à l’<EHPAD Les Jardins d’Elise> et à l’<Ehpad « Le Clos »>.',
  'Vue à la <clinique\nde la Roseraie> par le Dr Morvan.',
  'IRM faite (<centre d’imagerie des Trois\nFontaines>).',
  'Transférée de l’<hôpital Édouard\nLavallière> hier.',
  '<Clinique Saint Antoine>\nExamen du jour',
  '<Hôpital Saint-Jean>\nMarie Lavallière',
  'CHRS et <LHSS Le Relais> contactés.',
  '<CHU>\nService de cardiologie',
  '<CHU DE VALBRUNE> - SERVICE DE CARDIOLOGIE',
  '<IMAGERIE MEDICALE DE LA PLAINE> - VALBRUNE',
  '<HÔPITAL DES SABLES> CHIRURGIE VISCERALE',
  '<Clinique du Lavoir> - SAS au capital de 40 000 euros',
  '<Hôpital Louis-Aubert> - Valbrune - 03 53 01 00 00',
  'Sortie en SMR aux <Acacias Blancs> vendredi.',
  'Entrée à l’<EHPAD Les Fauvettes>. Elle se plaît aux <Fauvettes>.',
  'Une demande est faite à la <résidence Les Glycines>.',
  '<GROUPE HOSPITALIER DE LA SAULE ET DE L’ORVE>',
  'Reçu aux urgences de <Valbrune-Métropole>, puis au bloc.',
  'Numération du jour (<Biologie du Mélan>) stable.',
  'Radio du 3 (<cabinet Alpilles Imagerie>, Dr Roy) : normale.',
  'L’infirmière du <cabinet de la Halle> passe le soir.',
  'Bilan lundi (<labo Biomarais 93>)',
  'Souche adressée au <CNR de Valbrune> hier.',
  'Suivi à la <PMI d’Ostreville> depuis mai.',
  'Un répit à <La Grangette> est proposé.',
  '<GIE Imagerie Médicale du Vallon>',
  'Bloc conservé au <centre de ressources biologiques du CHU de Valbrune>.',
];
const NONE = [
  'Passage du cabinet de Mesdames Roy et Vial.',
  'Le cabinet du Dr Roy appelle.',
  'RX : foyer LIG, pas d’épanchement.',
  'Hôpital de jour AIT : sur rendez-vous',
  'MAS POL  M 30/11/2001',
  'Douleur du Nord au Sud.',
  'Vu (Radiologie du Thorax normale).',
  'Examen clinique d’Entrée normal.',
  'EXAMEN CLINIQUE DU THORAX',
  'Vu au CMP puis en HAD à domicile, retour en SSR.',
  'Hospitalisé dans le service de pneumologie, unité Laennec.',
  'L’hôpital de jour le reverra. Sortie de l’hôpital Lundi.',
  'Transfert au CHU le 12 mars.',
  'SCANNER DU THORAX du 3 mars',
  'IRM DE LA CHEVILLE',
  'LABORATOIRE D’HEMATOLOGIE CELLULAIRE',
  'Adressé au laboratoire du Pr Anselin.',
  'Le ch de 10 cm, la has et le ssr Marne.',
  'MATERNITE TYPE 3',
];

describe('places of care', () => {
  it.each(SENTENCES)('%s', (sentence) => {
    const { text, expected } = marked(sentence);
    expect(stretches(text, detectHospitals(text))).toEqual(expected);
  });

  it.each(NONE)('none in: %s', (text) => {
    expect(stretches(text, detectHospitals(text))).toEqual([]);
  });
});
