/** A work-up that finds no infection: what is denied must not come out as present. */
export const NEGATIVE_INFECTION = `
CH de Valmorange - Service de maladies infectieuses et tropicales
Consultations : 01 99 00 15 60 - infectiologie@ch-valmorange.example

COMPTE RENDU D'HOSPITALISATION DE COURTE DURÉE
Madame PAQUERIN-ROUSSELOY Zélie - DDN : 06.07.1972 - 53 ans - IPP : 900131046 - dossier 260021590
Entrée le 16 février 2026, sortie le 20 février 2026. Médecin responsable : Docteur Lise OMBREDANT

Motif : fièvre intermittente depuis dix jours, au retour d'un séjour au Portugal où Mme Paquerin-Rousseloy avait été
hospitalisée 48 heures pour une fracture du poignet.

Antécédents : infection urinaire en 2021, traitée. Valvulopathie mitrale modérée. Son mari a eu une tuberculose dans
l'enfance. Vaccins à jour.

Examen clinique : température 38,1 °C. Pas de souffle nouveau. Absence de foyer pulmonaire à l'auscultation. Pas de
syndrome méningé. Abdomen souple, fosses lombaires libres. Cicatrice du poignet propre, sans signe d'infection.

Examens :
- CRP 12 mg/L le 16/02, 4 mg/L le 19/02 ; leucocytes 6,4 G/L.
- Hémocultures (6 flacons prélevés entre le 16 et le 17/02/2026) : négatives à J5, pas de bactériémie.
- ECBU du 16/02/2026 : stérile.
- Échographie cardiaque transthoracique du 18/02 : pas de végétation, pas d'argument pour une endocardite.
- Scanner thoraco-abdomino-pelvien du 18/02 : ni abcès, ni pneumopathie.
- Sérologies VIH, VHB et VHC : négatives. QuantiFERON négatif.
- Écouvillon rectal fait à l'entrée (patiente hospitalisée à l'étranger dans l'année) : dépistage BHRe négatif,
  absence d'entérobactérie productrice de carbapénémase ; pas d'entérocoque résistant aux glycopeptides.
- Dépistage de SARM nasal : négatif.

Conclusion : fièvre spontanément résolutive, bilan infectieux négatif. Ni antibiotique ni isolement.
Mme Z. PAQUERIN ROUSSELOY regagne son domicile (17 chemin des Sablons, 98992 Montbrelle) ; elle rappellera au moindre
frisson. Prochaine consultation le mardi 3 mars 2026 à 14 h.

Dr L. Ombredant - Interne : Ulysse Chantemarle
`.trim();
