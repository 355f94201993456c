/** What Nest hands the inbox by. */
export const INBOX = Symbol('inbox');
