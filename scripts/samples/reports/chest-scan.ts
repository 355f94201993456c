/** Imaging report filed under the wrong examination, then withdrawn by its sender. */
export const CHEST_SCAN = `
CENTRE HOSPITALIER DE VALMORANGE - SERVICE D'IMAGERIE MÉDICALE
Secrétariat scanner : 01 99 00 18 30 (de 8 h à 18 h)

Scanner thoraco-abdomino-pelvien du 02/03/2026 - Examen n° SC260302-045
Patient : GRISOLVENT Lazare, 47 ans, né le 19 octobre 1978, IPP 900140925
Demandé par : Dr Bastien LENOIRVAL (oncologie médicale)
Radiologue : Dr Gaspard NIVELOIX

INDICATION
Bilan d'évaluation après quatre cures. Lymphome diffus traité depuis novembre 2025. Pas d'allergie aux produits de
contraste iodés. Consentement oral de Monsieur Grisolvent recueilli.

TECHNIQUE
Acquisition hélicoïdale après injection de 90 mL de produit de contraste iodé, temps portal. Produit dosimétrique
longueur : 512 mGy.cm. Comparaison avec l'examen du 05/12/2025.

RÉSULTATS
Thorax : diminution de taille des adénopathies médiastinales. L'adénopathie de la loge de Barety mesure 11 mm de petit
axe, contre 24 mm. Pas de nodule pulmonaire. Pas d'épanchement pleural ni péricardique. Bonne opacification des
artères pulmonaires, sans embolie visible sur cet examen non dédié.
Abdomen et pelvis : foie de taille normale, homogène. Rate de 12 cm, contre 15 cm. Pas d'adénopathie rétropéritonéale
de plus de 10 mm. Reins sans dilatation. Pas de liquide intrapéritonéal.
Cadre osseux : pas de lésion suspecte.

CONCLUSION
Réponse nette des atteintes ganglionnaires et splénique. Pas de nouvelle lésion. Pas de complication infectieuse
visible.
M. GRISOLVENT L. a reçu un double de ses images à la sortie du service.

Dr G. NIVELOIX, compte rendu dicté et relu le 02/03/2026. Manipulatrice : Mme Ophélie Drancourt-Selve.
`.trim();
