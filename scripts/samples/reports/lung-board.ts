/** Multidisciplinary meeting, lung: PD-L1, EGFR, ALK, ROS1. Printed as a PDF: letters of WinAnsi only. */
export const LUNG_BOARD = {
  letterhead: [
    'Centre Hospitalier de Valmorange',
    'Pôle Thorax - Service de pneumologie et oncologie thoracique',
    '12 avenue des Tilleuls-Bleus, 98990 Valmorange - Tél. 01 99 00 13 13',
  ],
  title: 'RÉUNION DE CONCERTATION PLURIDISCIPLINAIRE - ONCOLOGIE THORACIQUE',
  body: `
Date de la réunion : jeudi 12 mars 2026
Patient : TOURVIGNAC-DÉLÉAGE Anselme, né le 27 février 1961, 65 ans
IPP : 900112390        N° de séjour : 26009127
Adresse : 8 bis sentier de l'Écluse, 98991 Saint-Ambrelin
Médecin référent : Pr Évariste MONTGALION        Médecin traitant : Dr Théodore BALLIVERNE

PARTICIPANTS
Pr E. Montgalion (pneumologie), Dr H. Quillembert (anatomopathologie), Dr G. Niveloix (radiologie), Dr Lise Ombredant (infectiologie), Mme Coralie Valdrune (infirmière de coordination, 06 39 98 52 30).

ANTÉCÉDENTS
Tabagisme sevré en 2015 (35 paquets-années). BPCO stade II. Fibrillation atriale anticoagulée. Sa soeur a été suivie pour un mélanome muté BRAF.

HISTOIRE DE LA MALADIE
M. Tourvignac-Déléage a consulté en janvier pour une toux et une perte de 6 kg. Le scanner du 22/01/2026 montrait une masse du lobe supérieur droit de 41 mm avec des adénopathies médiastinales. Biopsie scanno-guidée le 04/02/2026. TEP du 17/02/2026 : fixation de la masse, des ganglions 4R et 7, et d'une surrénale gauche. IRM cérébrale du 19/02/2026 : pas de métastase. État général : OMS 1.

ANATOMOPATHOLOGIE ET BIOLOGIE MOLÉCULAIRE
Compte rendu 26P00391 : adénocarcinome d'origine pulmonaire (TTF1 positif, p40 négatif).
PD-L1 (clone 22C3) : TPS 60 %.
ALK (clone D5F3) : négatif.
ROS1 : négatif en immunohistochimie.
EGFR : pas de mutation des exons 18 à 21.
KRAS : absence de mutation. BRAF : non muté.
MET exon 14 : résultat en attente.

CLASSIFICATION
Carcinome bronchique non à petites cellules, cT2b N2 M1b (surrénale), stade IVA.

QUESTION POSÉE
Première ligne de traitement chez un patient sans addiction oncogénique, avec une forte expression de PD-L1.

PROPOSITION
Immunothérapie seule par pembrolizumab, 200 mg toutes les trois semaines, après avis cardiologique. Scanner d'évaluation à la sixième semaine. Le dossier sera revu si une altération de MET est mise en évidence.
Monsieur Anselme T.-D. sera reçu en consultation d'annonce le 18/03/2026 à 10 h 30.
`.trim(),
  signature: 'Fiche validée par le Pr Évariste MONTGALION le 13/03/2026 - RCP n° 2026-T-117',
};
