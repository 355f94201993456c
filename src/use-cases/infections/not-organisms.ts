import { type Span } from '../../text/index.js';

/** "Aérobie : 9 h, anaérobie : 10 h" is a bottle, "sans abri" a person. */
export const isNoOrganism = (text: string, { start, end }: Span): boolean => {
  const words = text.slice(start, end);
  return (
    /^ana[ée]robie$/iu.test(words) ||
    (words === 'ABRI' && /sans[ -]$/i.test(text.slice(Math.max(0, start - 5), start)))
  );
};
