/** Follow-up letter in urology: PSA through the years. */
export const PSA_LETTER = `
Centre hospitalier de Valmorange - Service d'urologie
Docteur Maxence TROUBADET
Consultation : 01 99 00 17 17 · urologie@ch-valmorange.example

Valmorange, mercredi 25 mars 2026

Concerne : Monsieur Ignace CALVERMOND, né le 1er décembre 1953
demeurant 5 venelle du Bief, 98993 La Roche-Ambrelle — IPP 900064412

Mon cher Théodore,

J'ai revu ce jour ton patient, Monsieur Calvermond, 72 ans, six ans après une prostatectomie radicale (intervention
du 9 janvier 2020, pT3a N0, Gleason 7 (4+3), marges saines).

Il va bien. Il n'y a ni dysurie ni douleur osseuse ; la continence est bonne. Le toucher rectal ne trouve pas
d'induration de la loge. Son épouse, présente à la consultation, signale une fatigue récente.

Biologie du 20/03/2026 :
  PSA total : 0,42 ng/mL (attendu après prostatectomie : < 0,20 ng/mL)
  Testostérone : 4,6 ng/mL (2,5 à 8,4)
  Créatinine : 92 µmol/L

Rappel des dosages antérieurs : PSA à 0,03 ng/mL en mars 2023, 0,09 ng/mL en avril 2024, 0,18 ng/mL en mars 2025.

Le temps de doublement est d'environ dix mois. Il s'agit donc d'une récidive biochimique. Je demande une TEP au PSMA,
prévue le 8 avril 2026 au centre d'imagerie de Ville-Exemple, et je présente le dossier à la réunion du 16/04/2026.
Une radiothérapie de la loge, avec ou sans hormonothérapie, sera discutée. Aucun traitement n'est commencé aujourd'hui.

La recherche d'une mutation BRCA1/BRCA2, évoquée avec M. I. Calvermond en raison d'un cancer du pancréas chez son
frère, n'a pas été faite.

Je le reverrai le 22 avril. S'il t'appelle entre-temps, merci de me joindre sur ma ligne : 06 39 98 33 90.

Bien amicalement,
Dr M. TROUBADET
Lettre dictée le 25/03/2026, relue et signée le 26/03/2026. Copie : Calvermond I. (patient)
`.trim();
