/** Breast biopsy, plain text: receptors, HER2 1+, Ki-67. */
export const BREAST_BIOPSY = `
CENTRE HOSPITALIER DE VALMORANGE
Service d'anatomie et cytologie pathologiques
12 avenue des Tilleuls-Bleus - 98990 VALMORANGE
Tél. : 01 99 00 12 40 - Fax : 01 99 00 12 41 - anapath@ch-valmorange.example

Valmorange, le 9 février 2026

COMPTE RENDU D'EXAMEN N° 26P00412
Patiente : Mme BRANTHOMEZ Odile, née VASSALIEU le 14/05/1958 (67 ans)
IPP : 900104217 - Dossier : 260018834
Prescripteur : Dr Bastien LENOIRVAL, oncologie médicale (poste 1263)
Copie : Dr Théodore BALLIVERNE, 3 place du Pressoir, 98995 Ville-Exemple

RENSEIGNEMENTS CLINIQUES
Nodule de 22 mm du quadrant supéro-externe du sein gauche, classé ACR 5, découvert au dépistage.
Mère de Mme Branthomez traitée pour un cancer du sein à 61 ans. Pas d'antécédent carcinologique personnel.

PRÉLÈVEMENT
Quatre microbiopsies de 12 à 16 mm, guidées par échographie le 03/02/2026 par le Dr G. NIVELOIX.
Fixation en formol tamponné pendant 18 heures ; inclusion en totalité (bloc A).

EXAMEN MICROSCOPIQUE
Trois carottes sur quatre sont infiltrées par une prolifération carcinomateuse faite de travées et de tubes
mal formés (moins de 50 % de la surface). Les noyaux sont de taille moyenne, irréguliers, nucléolés.
On compte 4 mitoses pour 10 champs au grossissement 400.
Il n'est pas vu d'embole vasculaire. Un contingent in situ de grade intermédiaire représente 5 % de la lésion.

IMMUNOHISTOCHIMIE (automate, témoins internes et externes conformes)
- Récepteurs aux œstrogènes (clone SP1) : positifs, 95 % des cellules tumorales, intensité forte
- Récepteurs à la progestérone (clone 1E2) : positifs, 70 % des cellules, intensité modérée
- HER2 (clone 4B5) : score 1+
- Ki-67 (clone MIB-1) : 18 %
- E-cadhérine : marquage membranaire conservé

CONCLUSION
Microbiopsies du sein gauche : carcinome infiltrant de type non spécifique, grade II selon Elston et Ellis
(3 + 2 + 1), sans embole visible.
RE : 95 %. RP : 70 %. HER2 négatif (score 1+). Ki-67 : 18 %.

Dr Hortense QUILLEMBERT
Compte rendu validé le 09/02/2026 à 16 h 42. Résultat transmis à VASSALIEU-BRANTHOMEZ O. sur demande écrite.
`.trim();
