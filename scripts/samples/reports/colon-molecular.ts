/** Colon cancer, molecular biology. `**…**` becomes highlighting in HL7 formatted text. */
export const COLON_MOLECULAR = `
**CH DE VALMORANGE - PLATEFORME DE GÉNÉTIQUE MOLÉCULAIRE DES CANCERS**
Laboratoire de biologie & pathologie moléculaires, bâtiment Garance
Secrétariat : 01.99.00.14.52 | genetique-tumorale@ch-valmorange.example

Nom : LESCOUBLAC   Prénom : Firmin   Sexe : M   Date de naissance : 02/11/1949
IPP 900098653   Venue 26004471
Médecin demandeur : Dr Clotilde RIVASSEAU-PRÉ (hépato-gastro-entérologie)
Prélèvement du 14/01/2026, reçu le 19/01/2026 ; résultat édité le 30/01/2026

**Indication**
Monsieur Firmin Lescoublac, 76 ans. Adénocarcinome du côlon sigmoïde opéré en 2023 (pT3 N1b), récidive hépatique
métachrone. Recherche des altérations conditionnant l'accès aux anticorps anti-EGFR. M. LESCOUBLAC vit à
Saint-Ambrelin ; son fils, joint au 06 39 98 41 07, a été informé de la durée de l'analyse.

**Matériel analysé**
Bloc n° 26P00188-B2 (biopsie d'une métastase du segment VI), fixé en formol. Cellularité tumorale : 45 %.
Concentration d'ADN : 12,6 ng/µL. Panel de 52 gènes, séquençage à haut débit ; profondeur médiane 1 850X
(soit 2,1 x 10^6 lectures). Seuil de détection : 5 % d'allèle muté.

**Résultats**
Gène   | Exons étudiés | Résultat
KRAS   | 2, 3, 4       | mutation c.35G>A, p.(Gly12Asp), fréquence allélique 27 %
NRAS   | 2, 3, 4       | absence de mutation
BRAF   | 11, 15        | pas de mutation V600E détectée
PIK3CA | 10, 21        | non contributif (couverture < 200X)

Instabilité des microsatellites (5 marqueurs mononucléotidiques) : tumeur stable, MSS.
Immunohistochimie des protéines MMR : expression nucléaire conservée de MLH1, MSH2, MSH6 et PMS2 (pMMR).

**Interprétation**
La mutation du gène KRAS contre-indique les anticorps anti-EGFR (cétuximab, panitumumab). L'absence d'instabilité
microsatellitaire ne fait pas évoquer un syndrome de Lynch chez ce patient ; un frère de M. Lescoublac aurait eu un
cancer du côlon après 70 ans. Une discussion en réunion de concertation est prévue le 5 février 2026.

**Conclusion**
KRAS muté (p.Gly12Asp), NRAS et BRAF non mutés, MSS / pMMR.

Signé : Dr Irénée FALKENDAL, biologiste médical. Archivage : \\\\valmorange\\gentum\\2026\\F-LESCOUBLAC~v1
`.trim();
