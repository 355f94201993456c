import { dayAnchors } from './day-anchors.js';

/** Month, year and side of each day alone in a text whose dates are marked. */
function read(written: string): string[] {
  const text = written.replace(/[[\]]/g, '');
  let removed = 0;
  const spans = [...written.matchAll(/\[([^\]]*)\]/g)].map(({ 0: raw, 1: date = '', index }) => {
    const start = index - removed;
    removed += raw.length - date.length;
    return { start, end: start + date.length, category: 'IDENTIFYING_DATE' as const };
  });
  const anchors = dayAnchors(text, spans, 2025);
  return spans.flatMap(({ start, end }) => {
    const anchor = anchors.get(start);
    if (anchor === undefined) return [];
    const { month, year, isAhead } = anchor;
    return [`${text.slice(start, end)}/${String(month)}/${String(year)}${isAhead ? ' >' : ''}`];
  });
}

describe('the month of a day written alone', () => {
  it.each([
    ['les [14], [15] et [16 mars 2024]', ['14/3/2024 >', '15/3/2024 >']],
    ['du [2] au [8/3/26]', ['2/3/2026 >']],
    ['nuit du lundi [2] au mardi [3 mars]', ['2/3/2025 >']],
    ['entré le [9 mars 2024], opéré le [12], sorti le [19].', ['12/3/2024', '19/3/2024']],
    ['entré le [29 décembre 2024], sorti le [3].', ['3/1/2025']],
    ['vu le [4]. Scanner du [6 mai 2024]', ['4/5/2024']],
    ['vu le [4].', []],
    ['du [28] au [2 avril 2024]', ['28/3/2024 >']],
    ['les [30], [31] et [1er janvier 2024]', ['30/12/2023 >', '31/12/2023 >']],
    ['entré le [30 mars 2024], opéré le [2], sorti le [15].', ['2/4/2024', '15/4/2024']],
    ['le [30] : fièvre. Le [1er] : sortie. Dicté le [2 avril 2024]', ['30/3/2024', '1er/4/2024']],
    ['entré le [2 avril 2024] ; le [31] : apyrexie.', ['31/3/2024']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});
