/** Bacteriology of a carrier of a carbapenemase: an infection and a screening, one antibiogram in columns. */
export const HIGHLY_RESISTANT = `
CENTRE HOSPITALIER DE VALMORANGE - LABORATOIRE DE BACTÉRIOLOGIE
Laboratoire : 01 99 00 16 00

Patient : ORBELLUN Célestin, 81 ans, né le 17/03/1944, IPP 900087715 - NDA 260010518
Demandé par : Dr Lise OMBREDANT (maladies infectieuses)
Biologiste : Dr Sidonie ARCOURBET

RENSEIGNEMENTS CLINIQUES
M. Orbellun est hospitalisé depuis le 05/02/2026, au retour d'une hospitalisation à l'étranger. Fièvre à 38,9 °C le 09/02/2026,
sonde urinaire à demeure.

ECBU N° 26B002210 DU 09/02/2026
Examen direct : leucocytes 1 200 /mm3, bacilles à Gram négatif.
Culture : Klebsiella pneumoniae 10^6 UFC/mL, productrice de carbapénémase de type OXA-48 (immunochromatographie positive,
confirmée par PCR).

Antibiogramme de Klebsiella pneumoniae (EUCAST / CA-SFM 2025)
Antibiotique                      | CMI (mg/L) | Catégorie
- Amoxicilline-acide clavulanique | > 32       | R
- Pipéracilline-tazobactam        | > 64       | R
- Céfotaxime                      | > 8        | R
- Ceftazidime                     | 8          | R
- Ertapénème                      | 4          | R
- Imipénème                       | 2          | S
- Méropénème                      | 4          | SFP
- Amikacine                       | 2          | S
- Ciprofloxacine                  | > 2        | R
- Cotrimoxazole                   | > 8        | R
- Ceftazidime-avibactam           | 0,5        | S

HÉMOCULTURES DU 09/02/2026 (2 paires)
Stériles à 5 jours.

DÉPISTAGE RECTAL N° 26B002214 DU 10/02/2026
Recherche d'entérobactéries productrices de carbapénémase : positive, Klebsiella pneumoniae OXA-48 (portage digestif).
Recherche d'entérocoques résistants aux glycopeptides : négative.

CONCLUSION
Infection urinaire sur sonde à Klebsiella pneumoniae productrice d'une carbapénémase OXA-48 : BHRe. Portage digestif associé.
Pas de bactériémie. Résultat communiqué le 12/02/2026 à 10 h 40 au Dr Ombredant et à l'équipe opérationnelle d'hygiène.

Validation biologique : Dr Sidonie ARCOURBET, 14/02/2026, RPPS {RPPS}
N° de sécurité sociale de M. ORBELLUN : {NIR}
`.trim();
