import { type Clue } from './terms.js';

const TECHNIQUE = /^(?:immuno|ihc|ihq)/;

/** "22C3", "SP142": the name of an antibody stands for immunohistochemistry. */
export const isClone = ({ kind, text }: Pick<Clue, 'kind' | 'text'>) =>
  kind === 'ihc' && !TECHNIQUE.test(text);
