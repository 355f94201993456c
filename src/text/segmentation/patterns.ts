/**
 * Words that decide where a French sentence ends. All are compared without case or accents, and written
 * without their final dot.
 */

/** A dot after these never ends a sentence. */
export const ABBREVIATIONS: ReadonlySet<string> = words(
  'dr drs dre pr prs prof m mm mr mme mmes mlle mlles me st ste sts',
  'cf confer p.ex ex c.-a-d c-a-d cad i.e ie e.g eg vs env resp c.a.d apr av',
  'bd boul imp res appt bat tel fax ref refs art chap fig coll vol',
  'hosp hospit consult serv dept chir gyneco neuro cardio pneumo gastro trait ttt atcd dt gche',
  'spp sp subsp inj cp cpr comp gel amp susp buv supp hon vit conf',
);

/** A dot after these does not end a sentence when a number or a side follows (`fém. D`, `prof. 3 mm`). */
export const ABBREVIATIONS_BEFORE_NUMBER: ReadonlySet<string> = words(
  'fem ext int ant post lat prof loc chol gangl pulm abdo jug rad hum tib cub iliaq art veine surf ep lg diff',
  'gr n no nos num p pp max min moy port poste stade dose ch diam taille epais sup inf dim larg long vol',
);

/** A line that ends on one of these, written so, goes on in the next line. */
export const CONNECTORS: ReadonlySet<string> = words(
  "de du des d' la le les l' un une au aux à et ou par pour sur dans en avec sans chez dont que qu' qui",
  'vers sous entre est sont ont était depuis sa son ses leur leurs ce cet cette ces n° Dr Dr. Pr Pr. M. Mme Mme.',
  'docteur professeur ainsi très plus',
);

/** After these, a single letter is a class (`Child B`, `NYHA I`): a dot after it ends the sentence. */
export const CLASS_WORDS: ReadonlySet<string> = words(
  'stade grade type classe child nyha bethesda segment hepatite groupe clark ccs killip lobe virus score figo',
  'garden binet gold baden vitamine cote',
);

/** One letter after a plain word that is no initial: `Fontanelle N.` (normale), `cheville G.` */
export const LETTER_WORDS: ReadonlySet<string> = words('n d g');

/** Before a person: the letter after these is an initial. */
export const PERSON_WORDS: ReadonlySet<string> = words(
  'par avec signe le la les et de du a docteur professeur monsieur madame mademoiselle interne ide chirurgien dr pr',
);

/** In capitals after a unit (`10 mg/kg/j. IV`), these go on with the sentence. */
export const ROUTES: ReadonlySet<string> = words('iv ivd ivl ivse im sc po per os sl ir it');

/** Words that open a sentence: after an initial (`hépatite B. Le…`) or in a text typed without capitals. */
export const SENTENCE_STARTERS: ReadonlySet<string> = words(
  'le la les l un une des ce cet cette ces il elle ils elles on nous je j pas absence aucun aucune sans avec',
  'dans depuis apres avant au aux en lors devant pour par mais donc ainsi cependant toutefois actuellement',
  'patient patiente monsieur madame examen bilan traitement conclusion presence recherche son sa ses leur leurs',
  'hospitalisation sortie retour reprise suivi surveillance notion',
);

/** Units of a result line (`Hémoglobine 12,5 g/dL`). */
export const UNITS = [
  '%',
  '‰',
  '[gmµμnp]?g/[dm]?l',
  'g/24 ?h',
  '[mµμnp]?mol/l',
  '[mµμ]?ui/[m]?l',
  '[km]?ui/l',
  'ui/ml',
  'u/m?l',
  'g/l',
  'giga/l',
  't/l',
  'tera/l',
  '/mm3',
  '/mm³',
  '/µl',
  'fl',
  'pg',
  'mmhg',
  'kpa',
  'meq/l',
  'ml/min(?:/1[.,]73 ?m[2²])?',
  'mm',
  'cm',
  'kg',
  'secondes?',
  'sec',
] as const;

/** After a number, a unit: a dot after it ends the sentence before a capital. */
export const UNIT_WORDS: ReadonlySet<string> = words(
  'm mm cm g mg kg l ml dl h j s min mn sem ans mois an % ui mui mmol pa gy px fl pg cc sa ch fr bouff gttes pts',
);

/** Before a number, an abbreviated measure (`Hb. 13,9`, `créat. 84`). */
export const ABBREVIATED_MEASURES: ReadonlySet<string> = words(
  'hb plaq leuco gb creat creatinin tropo trop glyc cap iono temp t sat ta fc fr pls pouls epaiss lymph polynucl',
);

export function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}
