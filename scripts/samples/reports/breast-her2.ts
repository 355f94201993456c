/** The same breast cancer before and after the in situ hybridization. Printed as a PDF: letters of WinAnsi only. */
const LETTERHEAD = [
  'CENTRE HOSPITALIER DE VALMORANGE',
  "Anatomie et cytologie pathologiques - Dr Hortense QUILLEMBERT, chef de service",
  'Secrétariat : 01 99 00 12 40 - https://www.ch-valmorange.example/anapath',
];

const IDENTITY = `
Patiente : MERCADOUX Solange, née FOLGERANT, le 30/08/1969
N° IPP : 900120778 - Prélèvement n° 26P00655 du 24/02/2026
INS en cours de vérification. Domicile : 41 rue du Four-à-Chaux, 98995 Ville-Exemple. Portable : 06.39.98.27.64
Demandeur : Dr Clémence AUBRELIN, gynécologie-obstétrique
`.trim();

const DESCRIPTION = `
RENSEIGNEMENTS CLINIQUES
Mme Solange Mercadoux, 56 ans, ménopausée. Masse du sein droit palpée par la patiente en janvier, 31 mm en échographie, adénopathie axillaire suspecte. Cancer de l'ovaire chez une tante paternelle ; la recherche de mutation constitutionnelle BRCA1 et BRCA2 est demandée, résultat non disponible.

MACROSCOPIE
Cinq microbiopsies du sein droit (flacon 1) et une cytoponction axillaire droite (flacon 2).

MICROSCOPIE
Flacon 1 : carcinome infiltrant de type non spécifique, d'architecture massive, aux atypies nucléaires marquées, 14 mitoses pour 10 champs. Stroma riche en lymphocytes (30 %). Absence de composante intracanalaire. Présence d'emboles lymphatiques.
Flacon 2 : cellules carcinomateuses de même aspect.
`.trim();

export const BREAST_HER2_FIRST = {
  letterhead: LETTERHEAD,
  title: 'COMPTE RENDU ANATOMOPATHOLOGIQUE',
  body: `${IDENTITY}

${DESCRIPTION}

IMMUNOHISTOCHIMIE
Récepteurs aux oestrogènes : 0 %, négatifs.
Récepteurs à la progestérone : négatifs (inférieur à 1 %).
HER2 : score 2+, équivoque. Une hybridation in situ (FISH) est demandée en complément sur le bloc 1A.
Ki-67 : 45 %.

CONCLUSION
Carcinome infiltrant du sein droit, grade III, avec métastase ganglionnaire axillaire.
RE négatifs, RP négatifs, HER2 équivoque (2+) en attente de la FISH, Ki-67 45 %.
Un compte rendu complémentaire remplacera celui-ci.`,
  signature: 'Validé électroniquement par le Dr Hortense QUILLEMBERT, le 27/02/2026 à 11 h 05',
};

export const BREAST_HER2_AMPLIFIED = {
  letterhead: LETTERHEAD,
  title: 'COMPTE RENDU ANATOMOPATHOLOGIQUE - REMPLACE LA VERSION DU 27/02/2026',
  body: `${IDENTITY}

${DESCRIPTION}

IMMUNOHISTOCHIMIE
Récepteurs aux oestrogènes : 0 %, négatifs.
Récepteurs à la progestérone : négatifs (inférieur à 1 %).
HER2 : score 2+.
Ki-67 : 45 %.

HYBRIDATION IN SITU (bloc 1A, sonde double HER2 / CEP17, 60 noyaux comptés par deux lecteurs)
Nombre moyen de copies de HER2 par noyau : 9,4. Rapport HER2/CEP17 : 4,1.
FISH HER2 : amplifiée.

CONCLUSION
Carcinome infiltrant du sein droit, grade III, avec métastase ganglionnaire axillaire.
RE négatifs, RP négatifs, Ki-67 45 %.
HER2 positif : score 2+ avec amplification du gène en FISH.
Madame Mercadoux, informée par le Dr Aubrelin, est attendue en RCP de sénologie le 10 mars 2026.`,
  signature: 'Validé électroniquement par le Dr Hortense QUILLEMBERT, le 05/03/2026 à 09 h 48',
};
