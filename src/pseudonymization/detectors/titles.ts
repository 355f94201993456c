/** Words that announce or follow a name, folded. A clinician reads and corrects these. */
const set = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

export const CARER_TITLES = set(
  'dr drs docteur docteurs docteure docteures pr prs professeur professeurs professeure prof',
);
export const PLURAL_TITLES = set('drs docteurs prs professeurs mmes messieurs mesdames docteures');
export const CIVIL_TITLES = set(
  'm mr me mme mlle mmes mlles monsieur madame mademoiselle messieurs mesdames mademoiselles mrs melle',
);
export const CARER_FUNCTIONS = set(`
  echographiste obstetricien obstetricienne amb ambulancier ambulanciere senologue allergologue addictologue stomatologue podologue neurochirurgien neurochirurgienne orthopediste hepatologue tabacologue algologue nutritionniste proctologue phlebologue interniste reanimatrice accoucheur psychomotricien psychomotricienne regulateur regulatrice
  interne internes externe externes ide idec iao ioa mar iade ibode infirmier infirmiere infirmiers infirmieres kinesitherapeute kinesitherapeutes kine mk chirurgien chirurgienne chirurgiens anesthesiste anesthesistes
  medecin medecins radiologue radiologues pathologiste pathologistes anatomopathologiste biologiste biologistes cardiologue oncologue geriatre neurologue pneumologue urologue gynecologue dermatologue
  gastroenterologue rhumatologue endocrinologue nephrologue hematologue psychiatre pediatre ophtalmologue infectiologue reanimateur urgentiste generaliste angiologue radiotherapeute operateur operatrice operateurs aide aides
  cadre chef cheffe praticien praticienne praticiens psychologue dieteticienne dieteticien ergotherapeute orthophoniste secretaire secretaires secretariat manipulateur manipulatrice mer redacteur redactrice prescripteur prescriptrice signataire coordonnateur
  coordonnatrice coordinateur coordinatrice remplacant remplacante sf ergo diet pharmacien pharmacienne instrumentiste responsable senior participants presents praticienne correspondant correspondants destinataire destinataires sage-femme femme technicien technicienne
  assistante assistant aide-soignante aide-soignant soignante soignant as ash ecrivain panseuse panseur puericultrice brancardier pathologistes lecteur relecteur valideur auteur signature cca ph phc attache attachee consultante consultant redige dicte valide signe saisi relu tape transcrit interprete contresigne
  adresse prescrit realise examine opere vu vue examinee operee adressee suivi suivie conclu copie copies cc ampliation realisee revu revue assiste assistee confie confiee convenu demande`);
/** Of the above, those that need "par" (or "à") before the name. */
export const NEED_BY = set(
  `redige dicte valide signe saisi relu tape transcrit interprete contresigne adresse prescrit realise examine opere vu vue examinee operee adressee suivi suivie conclu realisee revu revue assiste assistee confie confiee demande`,
);
/** May stand between a function and the name. */
export const FUNCTION_TAIL =
  set(`de d du la le l des service garde en chef traitant traitante traitants traitantes hospitalier hospitaliere hospitaliers hospitalieres electroniquement numeriquement par au aux a ce jour sante social sociale referent referente coordinatrice coordonnatrice coordinateur responsable
  diplomee diplome etat demandeur prescripteur senior junior medical medicale universitaire adjoint adjointe principal libre liberal liberale operatoire preleveur senologie unite secteur anesthesiste et soignante soignant chirurgien anatomopathologiste informatiquement definitivement avec mon notre votre confrere consoeur confreres bloc salle assistant assistante interne externe accueil generaliste specialiste sage libelle femme infirmier infirmiere cadre poste
  electronique tour ville famille domicile annonce coordination nuit liaison`);
export const RELATIVES = set(`
  fils fille filles frere freres soeur soeurs pere mere epouse epoux mari femme conjoint conjointe compagne compagnon concubin concubine oncle tante neveu niece cousin cousine ami amie amis voisin voisine gendre belle-fille beau-fils bru jumeau jumelle
  petit-fils petite-fille tuteur tutrice curateur curatrice aidant aidante parents enfants maman papa grand-mere grand-pere marraine parrain fiance fiancee fratrie garcon fillette nouveau-ne bebe mandataire confiance prevenir contact neveux entourage proche nourrice`);
export const RELATIVE_TAIL = set(
  'aine ainee cadet cadette unique majeur majeure benjamin benjamine mineur prenomme prenommee nomme nommee m mme monsieur madame mlle mr jumeau principal principale legal legale age agee',
);
export const PATIENT_LABELS = set(
  'patient patiente patients identite concerne assure assuree beneficiaire objet malade resident residente enfant nourrisson jeune garcon fillette',
);
export const LAST_NAME_LABELS = set('nom noms patronyme');
export const FIRST_NAME_LABELS = set('prenom prenoms');
/** Between "Nom" and its colon. */
export const NAME_LABEL_TAIL = set(
  'de d naissance usage usuel marital jeune fille famille patronymique du la le l patient patiente utilise et prenom prenoms nom s complet epouse e malade',
);
/** Words after a common-word name that show a person is meant. */
export const PERSON_VERBS = set(
  'est a etait avait sera aura presente presentait va vit habite prend marche souffre rapporte decrit signale se consulte vient revient refuse accepte beneficie doit peut souhaite reste sort rentre s ne nee arrive dit',
);
