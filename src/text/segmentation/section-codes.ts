/** Text before the first title, and text of a document that has none, or whose title is unknown. */
export const HEADER_SECTION = 'entete';
export const BODY_SECTION = 'corps';
