/** Serum markers of a breast cancer, with the laboratory's ranges. */
export const SERUM_MARKERS = `
LABORATOIRE DE BIOLOGIE MÉDICALE - CENTRE HOSPITALIER DE VALMORANGE
Biologiste responsable : Dr Sidonie ARCOURBET - Tél. 01 99 00 16 00 (24 h/24)
Examens effectués par le site de Valmorange, 98990

Demande n° 2604180337                         Édité le 18/04/2026 à 15:20
Mme BRANTHOMEZ ODILE (nom de naissance : VASSALIEU)
Née le : 14/05/1958     Sexe : F     IPP : 900104217
Adresse : 22 impasse de la Noria 98995 VILLE-EXEMPLE     Tél. : 06 39 98 01 12
Prescripteur : Dr LENOIRVAL Bastien, oncologie médicale
Prélevé le 18/04/2026 à 08:10 par IDE C. Valdrune, à jeun

MARQUEURS TUMORAUX (sérum, électrochimiluminescence)

Examen             Résultat           Valeurs de référence     Antériorité (16/02/2026)
CA 15-3            48,7 U/mL          < 30 U/mL                26,4 U/mL
ACE                3,1 µg/L           < 5,0 µg/L               2,8 µg/L
CA 125             17 U/mL            < 35 U/mL                non dosé

BIOCHIMIE
Créatinine         71 µmol/L          45 à 84
ALAT               24 UI/L            < 35
Gamma-GT           58 UI/L            < 40
Phosphatases alc.  112 UI/L           35 à 105
Calcium corrigé    2,38 mmol/L        2,15 à 2,55

HÉMATOLOGIE
Hémoglobine        12,4 g/dL          12,0 à 16,0
Leucocytes         5,9 G/L            4,0 à 10,0
Plaquettes         233 G/L            150 à 400

COMMENTAIRE
Élévation du CA 15-3 par rapport au dosage de février (technique identique, réactif identique). L'ACE et le CA 125
restent dans les valeurs habituelles. Un contrôle à quatre semaines est conseillé avant d'interpréter cette cinétique.
Résultat téléphoné au Dr Lenoirval le 18 avril 2026 à 15 h 05.

Validé par : Dr Sidonie ARCOURBET, RPPS {RPPS}
`.trim();
