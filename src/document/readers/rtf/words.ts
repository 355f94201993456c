/** Control words and symbols that stand for letters. */
export const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    tab: '\t',
    emdash: '—',
    endash: '–',
    lquote: '‘',
    rquote: '’',
    ldblquote: '“',
    rdblquote: '”',
    bullet: '•',
    emspace: ' ',
    enspace: ' ',
    qmspace: ' ',
  }),
);
export const SYMBOL_LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '~': '\u00a0',
    _: '-',
    '\\': '\\',
    '{': '{',
    '}': '}',
    '\t': '\t',
  }),
);

/** Words that end a line. */
export const LINE_ENDS = new Set(['par', 'line', 'softline', 'sect', 'page', 'column']);

/** Groups that hold no text of the report. Any group opened by `\*` is one too, but those of `READ_STARRED`. */
export const NOT_TEXT = new Set([
  'atnauthor',
  'atnid',
  'annotation',
  'colortbl',
  'datafield',
  'docvar',
  'fldinst',
  'filetbl',
  'fonttbl',
  'formfield',
  'ftnsep',
  'ftnsepc',
  'ftncn',
  'aftnsep',
  'aftnsepc',
  'aftncn',
  'generator',
  'info',
  'listtable',
  'listoverridetable',
  'nextfile',
  'nonesttables',
  'nonshppict',
  'object',
  'pict',
  'pntxta',
  'pntxtb',
  'private',
  'revtbl',
  'rsidtbl',
  'shp',
  'shprslt',
  'stylesheet',
  'tc',
  'tcn',
  'template',
  'themedata',
  'upr',
  'xe',
]);

/** Groups inside those that hold text all the same: text boxes, what an object shows, the Unicode form of `\upr`. */
export const TEXT_INSIDE = new Set(['shptxt', 'dptxbxtext', 'result', 'ud', 'nesttableprops']);

/** Groups whose text stands apart from the line they are met on, and where it goes. */
export const APART: ReadonlyMap<string, 'note' | 'header' | 'footer'> = new Map(
  Object.entries({
    footnote: 'note',
    shptxt: 'note',
    dptxbxtext: 'note',
    header: 'header',
    headerl: 'header',
    headerr: 'header',
    headerf: 'header',
    footer: 'footer',
    footerl: 'footer',
    footerr: 'footer',
    footerf: 'footer',
  } as const),
);

/** The mark of a list item, as drawn. */
export const LIST_MARKS = new Set(['listtext', 'pntext']);
