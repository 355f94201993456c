import { words } from './patterns.js';

/** What may follow a known title, written as it is compared (small letters, no accents). */
export const TITLE_QUALIFIERS: readonly string[] = phrases(
  "a l'entree | a l'admission | a l'arrivee | a l'accueil | a la sortie | a ce jour | d'entree |",
  "d'admission | d'accueil | de sortie | de depart | de ce jour | du jour | ce jour | du sejour |",
  'de la consultation | initial | initiale | initiaux | initiales | actuel | actuelle | actuels |',
  'actuelles | anterieur | anterieurs | anterieure | anterieures | recent | recents | recente |',
  'recentes | realise | realises | realisee | realisees | effectue | effectues | effectuee |',
  'effectuees | demande | demandes | prescrit | prescrits | prevu | prevus | prevue | prevues |',
  'propose | proposes | proposee | proposees | retenu | retenue | retenus | retenues | recu |',
  'recus | fourni | fournis | fournies | connu | connus | connue | connues | notable | notables |',
  'principal | principale | principaux | principales | clinique | cliniques | biologique |',
  'biologiques | medical | medicale | medicaux | medicales | medicamenteux | medicamenteuses |',
  'medicamenteuse | chirurgical | chirurgicaux | chirurgicale | detaille | detaillee |',
  'complementaire | complementaires | definitif | definitive | finale | final | provisoire |',
  'generale | general | peroperatoire | peroperatoires | per-operatoire | per-operatoires |',
  'postoperatoire | postoperatoires | post-operatoire | post-operatoires | preoperatoire |',
  'preoperatoires | pre-operatoire | operatoire | operatoires | immediates | immediate | simple |',
  "simples | du patient | de la patiente | de l'enfant | des urgences | aux urgences |",
  "en urgence | dans le service | dans notre service | dans l'unite | en hospitalisation |",
  "pendant l'hospitalisation | durant l'hospitalisation | pendant le sejour | durant le sejour |",
  "au cours du sejour | de l'examen | d'examen | de l'intervention | de la rcp | de rcp | en rcp |",
  'du comite | du service | du medecin | du biologiste | du radiologue | du pathologiste |',
  "de l'equipe | suite | a venir | a prevoir | au domicile | a domicile | personnel | personnels |",
  'utile | utiles | reflexe | habituel | habituels | associe | associes | associees | psychiatrique | psychiatriques | somatique | somatiques |',
  'therapeutique | therapeutiques | en reanimation | en soins intensifs | neonatal | neonatale | oncologique |',
  'oncologiques | dans le service de reanimation | au bloc | a distance | sous traitement | programme | programmes | programmee',
);

/** Sections a title with a date may open (`Biologie du 12/03`); `Examen du 12/03` is a letterhead's. */
export const DATED_SECTIONS: ReadonlySet<string> = words(
  'biologie microbiologie imagerie examens-complementaires constantes microscopie biologie-moleculaire',
);

/** A title that joins several sections is of the first of these, else of its own first. */
export const COMPOUND_PRECEDENCE: readonly string[] = ['decision-rcp', 'conclusion'];

/** What opens with one of these and is set as a title is one, whatever follows (`Antécédents somatiques`). */
export const HEAD_TITLES: ReadonlySet<string> = new Set(
  phrases(
    "antecedents familiaux | antecedents | antecedent | atcd | motif | motif d'admission | motif d'hospitalisation | evolution |",
    'evolution clinique | histoire de la maladie | histoire | examen clinique | examen physique | mode de vie |',
    "conclusion | allergies | conduite a tenir | traitement de sortie | traitement a l'entree | traitement habituel",
  ),
);

/** At the start of a line, a comma is enough after these. */
export const COMMA_TITLES: ReadonlyMap<string, string> = new Map(
  phrases('au total | en conclusion | en resume | au final | en synthese').map((title) => [
    title,
    'conclusion',
  ]),
);

/** Alone before any section, these name the whole document. */
export const DOCUMENT_TITLES: ReadonlySet<string> = new Set(
  phrases(
    'compte rendu | compte-rendu | compte rendu operatoire | compte-rendu operatoire |',
    'microbiologie | bacteriologie | anatomie pathologique | anatomopathologie | biologie |',
    'imagerie | radiologie | scanner | irm | mammographie | radiographie | echographie | tep |',
    "tep-tdm | scintigraphie | consultation d'anesthesie",
  ),
);

const EXAMINATIONS =
  'examens-complementaires biologie microbiologie imagerie microscopie biologie-moleculaire immunohistochimie';
/** Sections that hold the results of an examination. */
export const EXAMINATION_SECTIONS: ReadonlySet<string> = words(`${EXAMINATIONS} macroscopie`);

/** Open section → sections whose label, with its text on the line, goes on with it (`Examens complémentaires … ECG : normal`). */
export const SECTIONS_WITHIN: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    'examens-complementaires': EXAMINATIONS,
    biologie: 'biologie resultats',
    intervention: 'microscopie',
    'biologie-moleculaire': 'immunohistochimie',
    microbiologie: 'microbiologie biologie',
    imagerie: 'imagerie',
    conclusion: 'stade immunohistochimie biologie-moleculaire statut-fonctionnel',
    diagnostic: 'stade immunohistochimie biologie-moleculaire',
    'decision-rcp': 'decision-rcp suites traitement statut-fonctionnel',
    suites: EXAMINATIONS,
    comparaison: EXAMINATIONS,
  }).map(([open, within]) => [open, words(within)]),
);

/** These titles take no complement: `Avis post-opératoire` is a request. */
export const BARE_TITLES: ReadonlySet<string> = words('avis suite suites plan controle technique');

/** After an operation or an anaesthesia, these describe it. */
export const OPERATION_TITLES: ReadonlySet<string> = new Set(
  phrases(
    'description | compte rendu | compte-rendu | constatations | constatation | exploration | deroulement |',
    'procedure | evenement indesirable | evenements indesirables',
  ),
);

/** In the report of a stay or of a consultation (past history, story), these are not those of an image. */
export const CLINICAL_TITLES: ReadonlyMap<string, string> = new Map([
  ['constatations', 'examen-clinique'],
  ['deroulement', 'evolution'],
]);

/** After what was decided, these look ahead. */
export const LATE_TITLES: ReadonlySet<string> = new Set(phrases('reevaluation | reevaluations'));

/** In the report of a multidisciplinary meeting, these are its decision. */
export const MEETING_TITLES: ReadonlySet<string> = new Set(
  phrases('avis | conclusion et decision | conduite a tenir'),
);

function phrases(...lines: string[]): string[] {
  return lines
    .flatMap((line) => line.split('|').map((phrase) => phrase.trim()))
    .filter((phrase) => phrase !== '');
}
