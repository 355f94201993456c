/** Discharge letter in ISO 8859-15: letters of that set only (€ and œ are in it). */
export const URINARY_LETTER = `
CENTRE HOSPITALIER DE VALMORANGE
Pôle Gériatrie - Médecine polyvalente, 2e étage - Chef de service : Dr Amédée SOLVERRE
12 avenue des Tilleuls-Bleus, 98990 VALMORANGE
Tél. secrétariat : 01 99 00 11 22     Fax : 01 99 00 11 23

                                              Valmorange, le 21 janvier 2026

Destinataire : Dr Théodore BALLIVERNE, 3 place du Pressoir, 98995 Ville-Exemple
Copie : EHPAD Les Glycines d'Or, Mme la cadre de santé

Objet : M. ORBELLUN Célestin, né le 17/03/1944
IPP 900087715 - NDA 260007302 - N° de sécurité sociale : {NIR}

Cher confrère,

Monsieur Célestin Orbellun, 81 ans, a été hospitalisé dans notre service du 11/01/2026 au 21/01/2026 pour une fièvre
à 39,2 °C avec confusion.

ANTÉCÉDENTS
Hypertension artérielle, cardiopathie ischémique (pontage en 2011), adénome de prostate, sonde urinaire à demeure
depuis novembre 2025. Pneumopathie à pneumocoque en 2019. Porteur connu de BMR : non. Allergie : aucune connue.

MODE DE VIE
Veuf, ancien luthier, M. ORBELLUN vit à l'EHPAD depuis deux ans. Sa nièce, Mme Bérengère ORBELLUN-TASQUE, est la
personne de confiance (06 39 98 70 15).

EXAMEN À L'ENTRÉE
TA 104/58 mmHg, pouls 112/min, saturation 95 % en air ambiant. Bruits du cœur irréguliers, œdèmes des membres
inférieurs. Douleur à la percussion de la fosse lombaire droite. Pas de signe méningé.

EXAMENS COMPLÉMENTAIRES
CRP 214 mg/L, leucocytes 17,8 G/L, créatinine 148 µmol/L.
ECBU du 11/01/2026 : leucocyturie > 10^6/mL, culture à 10^6 UFC/mL d'Escherichia coli producteur de bêta-lactamase
à spectre étendu (BLSE).
Antibiogramme : amoxicilline R, céfotaxime R, ceftazidime R, ofloxacine R, cotrimoxazole R, amikacine S,
ertapénème S, méropénème S, fosfomycine S.
Hémocultures du 11/01/2026 (2 paires) : stériles à 5 jours.
Échographie rénale du 12/01/2026 : pas de dilatation, pas d'abcès.

ÉVOLUTION
Ceftriaxone à l'entrée, remplacée par l'ertapénème 1 g/j le 13/01 à réception de l'antibiogramme. Apyrexie le 14/01.
Sonde changée le 12/01. Précautions complémentaires contact mises en place (BMR signalée à l'équipe opérationnelle
d'hygiène). Pas de complication. Le forfait journalier (23 € par jour) a été réglé par la nièce.

CONCLUSION
Pyélonéphrite aiguë droite sur sonde, à Escherichia coli BLSE (BMR), sans bactériémie, d'évolution favorable.
Ertapénème à poursuivre jusqu'au 24/01/2026 par l'hospitalisation à domicile.

Bien confraternellement,
Dr Lise OMBREDANT, RPPS {RPPS}
`.trim();
