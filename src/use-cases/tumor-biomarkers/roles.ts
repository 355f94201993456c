import { type Piece } from './terms.js';

type Kind = Piece['kind'];
const set = (...kinds: Kind[]): ReadonlySet<string> => new Set<string>(kinds);

/** May stand before the biomarker it speaks of: "absence de mutation de EGFR". */
export const PREFIX = set(
  'negator',
  'falseNegator',
  'search',
  'found',
  'mutation',
  'rearrangement',
  'amplification',
  'methylation',
  'overexpressed',
  'expression',
  'expresses',
  'lost',
  'kept',
  'absent',
  'instable',
  'stable',
  'variant',
  'exon',
  'pending',
  'doubt',
  'elevated',
  'normal',
  'strong',
  'ish',
  'ihc',
  'sequencing',
  'residual',
  'mutated',
  'wildtype',
);

/** What may be looked for in a gene or a protein. */
export const NOUNS = set(
  'mutation',
  'rearrangement',
  'amplification',
  'methylation',
  'overexpressed',
  'expression',
);

/** Say it at some distance: "recherche, dans le prélèvement, de mutation". */
export const CARRIERS = set('negator', 'falseNegator', 'search', 'found', 'pending', 'doubt');

/** May stand before it only with a word that points forward: "négatif pour KRAS", "90 % des cellules expriment". */
export const LINKED_PREFIX = set(
  'expressed',
  'positive',
  'negative',
  'percent',
  'grade',
  'plus',
  'low',
  'notdone',
  'noncontributive',
  'equivocal',
);

/** Says a result, or why there is none. */
export const RESULTS = set(
  'positive',
  'negative',
  'overexpressed',
  'expressed',
  'expresses',
  'kept',
  'lost',
  'absent',
  'mutation',
  'mutated',
  'wildtype',
  'rearrangement',
  'amplification',
  'methylation',
  'instable',
  'stable',
  'found',
  'pending',
  'notdone',
  'noncontributive',
  'equivocal',
  'elevated',
  'normal',
  'undetectable',
  'low',
  'percent',
  'number',
  'grade',
  'plus',
  'minus',
  'allred',
  'hscore',
  'ratio',
  'variant',
);
