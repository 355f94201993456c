import { parseSectionTitles, SECTION_TITLES } from './section-titles.js';

describe('section titles', () => {
  it('are found without case, accents or typographic apostrophe', () => {
    expect(SECTION_TITLES.byTitle.get("motif d'hospitalisation")).toBe('motif');
    expect(SECTION_TITLES.byTitle.get('evolution')).toBe('evolution');
  });

  it('refuse a title that belongs to two sections', () => {
    const entries = [
      { code: 'a', titres: ['Conclusion'] },
      { code: 'b', titres: ['CONCLUSION'] },
    ];
    expect(() => parseSectionTitles(entries)).toThrow('"conclusion" is in both a and b');
  });

  it('refuse an entry without code or titles, and say which', () => {
    expect(() => parseSectionTitles([{ code: 'a', titres: ['x'] }, { titres: ['y'] }])).toThrow('entry 2');
    expect(() => parseSectionTitles([{ code: 'a', titres: [12] }])).toThrow('entry 1');
    expect(() => parseSectionTitles({ code: 'a' })).toThrow('a list of sections');
  });
});
