const NORM =
  /(?<!\p{L})((?:CA-?SFM|EUCAST)(?:[ \t]*[/-][ \t]*(?:CA-?SFM|EUCAST))?)(?:[ \t,(]*(?:version|v\.?)?[ \t]*((?:20\d\d)|\d{1,2}(?:\.\d)?)(?!\d)(?:[ \t]*(v\.?[ \t]?\d(?:\.\d)?))?)?/iu;

/** The reference of breakpoints a report names, with its edition: "CA-SFM/EUCAST 2024"; null where none is named. */
export function normOf(text: string): string | null {
  const [, reference, edition, version] = NORM.exec(text) ?? [];
  if (reference === undefined) return null;
  const name = reference
    .toUpperCase()
    .replaceAll(/CA-?SFM/g, 'CA-SFM')
    .replaceAll(/[ \t]*[/][ \t]*|(?<=EUCAST)-|(?<=CA-SFM)[ \t]*-[ \t]*(?=EUCAST)/g, '/');
  const shown = edition === undefined || edition.length === 4 ? edition : `v${edition}`;
  return [name, shown, version?.replaceAll(/[ \t]/g, '').toLowerCase()].filter(Boolean).join(' ');
}
