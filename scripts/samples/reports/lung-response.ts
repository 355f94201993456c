/** Imaging under treatment: target lesions measured, the RECIST category said, earlier biomarkers told again. */
export const LUNG_RESPONSE = `
CENTRE HOSPITALIER DE VALMORANGE - SERVICE D'IMAGERIE MÉDICALE
Secrétariat scanner : 01 99 00 18 30 (de 8 h à 18 h)

Scanner thoraco-abdomino-pelvien du 28/05/2026 - Examen n° SC260528-012
Patient : TOURVIGNAC-DÉLÉAGE Anselme, 65 ans, né le 27 février 1961, IPP 900112390
Demandé par : Pr Évariste MONTGALION (oncologie thoracique)
Radiologue : Dr Gaspard NIVELOIX

INDICATION
Adénocarcinome du lobe supérieur droit, stade IVA. PD-L1 (clone 22C3) : TPS 60 %. EGFR : pas de mutation. ALK négatif.
Évaluation après trois cures de pembrolizumab débuté le 25/03/2026. Bonne tolérance.

TECHNIQUE
Acquisition hélicoïdale après injection de 85 mL de produit de contraste iodé, temps portal. Comparaison avec l'examen
de référence du 16/03/2026.

RÉSULTATS
Lésions cibles (RECIST 1.1), grand axe, petit axe pour le ganglion :
Lésion                              | 16/03/2026 | 28/05/2026
Masse du lobe supérieur droit       | 43 mm      | 25 mm
Ganglion de la loge de Barety (4R)  | 19 mm      | 11 mm
Surrénale gauche                    | 24 mm      | 15 mm
Somme des diamètres                 | 86 mm      | 51 mm
Variation de la somme des cibles par rapport à l'examen de référence : -41 %.
Lésions non cibles : adénopathie sous-carinaire (7) en régression, 8 mm de petit axe.
Pas de nouvelle lésion. Pas d'épanchement pleural. Pas de pneumopathie interstitielle sous immunothérapie.
Foie homogène. Cadre osseux : pas de lésion suspecte.

CONCLUSION
Réponse partielle selon les critères RECIST 1.1 (-41 % sur la somme des cibles), sans nouvelle lésion.
M. Tourvignac-Déléage a reçu un double de ses images ; il reverra le Pr Montgalion le 04/06/2026.

Dr G. NIVELOIX, compte rendu dicté et relu le 28/05/2026.
`.trim();
