import { type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import type { ReadingLimits } from '../../limits.js';
import type { Line } from '../lines.js';
import { RtfLetters } from './letters.js';
import { RtfPage } from './page.js';
import type { RtfToken } from './scanner.js';
import { CHANGES, type GroupState } from './state.js';
import { APART, LETTERS, LINE_ENDS, LIST_MARKS, NOT_TEXT, SYMBOL_LETTERS, TEXT_INSIDE } from './words.js';

const CODE_PAGES = new Map(Object.entries({ ansi: 1252, mac: 10000, pc: 437, pca: 850 }));
const FONT_NAME = 60;
const CONTROLS_END = 0x20;
const TAB = 0x09;

/** Follows the tokens of one RTF file and writes its text. No recursion: groups are a stack with a limit. */
export class RtfInterpreter {
  readonly #bytes: Uint8Array;
  readonly #limits: Pick<ReadingLimits, 'rtfDepth' | 'textLength'>;
  readonly #letters = new RtfLetters();
  readonly #apart: { readonly header: Line[][]; readonly footer: Line[][] } = { header: [], footer: [] };
  readonly #outer: GroupState[] = [];
  #state: GroupState = {
    page: new RtfPage(),
    content: 'text',
    font: 0,
    fallback: 1,
    hidden: false,
    struck: false,
    raised: false,
    tables: 0,
  };
  #pending: number[] = [];
  #defaultFont = 0;
  #declared = 0;
  #starred = false;
  #toSkip = 0;
  #length = 0;
  #failure: Result<never> | undefined;

  constructor(bytes: Uint8Array, limits: Pick<ReadingLimits, 'rtfDepth' | 'textLength'>) {
    this.#bytes = bytes;
    this.#limits = limits;
  }

  /** Groups open. */
  get depth(): number {
    return this.#outer.length;
  }

  obey(token: RtfToken): Result<never> | undefined {
    if (token.kind === 'text') this.#text(token.start, token.end);
    else if (token.kind === 'byte') this.#byte(token.value);
    else {
      this.#write();
      if (token.kind === 'open') this.#open();
      else if (token.kind === 'close') this.#close();
      else if (token.kind === 'symbol') this.#symbol(token.name);
      else if (token.kind === 'word') this.#word(token.name, token.value);
    }
    if (this.#length > this.#limits.textLength) {
      return documentFailure('DOCUMENT_TOO_LARGE', 'RTF: more text than a report can hold');
    }
    return this.#failure;
  }

  text(): string {
    const body = this.#state.page.done();
    const { header, footer } = this.#apart;
    const parts = [...unlike(header), body, ...unlike(footer)].filter((lines) => lines.length > 0);
    const text = parts.map((lines) => lines.map((line) => line.text).join('\n')).join('\n\n');
    // Half of a pair alone is no letter, and has no bytes in UTF-8.
    return text.replace(/\p{Cs}/gu, '\uFFFD');
  }

  #open(): void {
    this.#toSkip = 0;
    this.#outer.push(this.#state);
    // What stands apart is given back by the group that opened it.
    this.#state = { ...this.#state, apart: undefined };
    if (this.#outer.length > this.#limits.rtfDepth) {
      this.#failure = documentFailure('DOCUMENT_TOO_LARGE', 'RTF: groups nested too deep');
    }
  }

  #close(): void {
    this.#toSkip = 0;
    this.#starred = false;
    const { apart, page } = this.#state;
    const outer = this.#outer.pop();
    if (!outer) return;
    this.#state = outer;
    if (apart === undefined) return;
    const lines = [...page.done()];
    if (apart === 'note') outer.page.note(lines);
    else if (apart === 'mark') outer.page.mark(markOf(lines));
    else this.#apart[apart].push(lines);
  }

  #symbol(name: string): void {
    if (name === '*') this.#starred = true;
    else if (name === '\n' || name === '\r') this.#endLine();
    else this.#letter(SYMBOL_LETTERS.get(name) ?? '');
  }

  #word(name: string, value: number | undefined): void {
    const starred = this.#starred;
    this.#starred = false;
    const letter = LETTERS.get(name);
    if (letter !== undefined) return this.#letter(letter);
    this.#toSkip = 0;
    if (this.#enters(name, starred)) return;
    if (this.#state.content === 'fonts') return this.#font(name, value ?? 0);
    const change = CHANGES.get(name);
    if (change) this.#state = { ...this.#state, ...change(this.#state, value) };
    else if (name === 'u') this.#unit(value ?? 0);
    else if (LINE_ENDS.has(name)) this.#endLine();
    else if (this.#state.content === 'text') this.#obey(name, value);
  }

  /** Does the word say what its group holds? */
  #enters(name: string, starred: boolean): boolean {
    const inside = TEXT_INSIDE.has(name);
    const skipped = this.#state.content === 'skipped';
    const apart = LIST_MARKS.has(name) ? 'mark' : APART.get(name);
    if (name === 'fonttbl' && !skipped) this.#state = { ...this.#state, content: 'fonts' };
    else if (apart && (inside || !skipped)) {
      this.#state = { ...this.#state, apart, page: new RtfPage(), tables: 0, content: 'text' };
    } else if (inside) this.#state = { ...this.#state, content: 'text' };
    else if (starred || NOT_TEXT.has(name)) this.#state = { ...this.#state, content: 'skipped' };
    else return false;
    return true;
  }

  #obey(name: string, value: number | undefined): void {
    const { page, tables } = this.#state;
    if (name === 'cell') page.endCell(1);
    else if (name === 'row') page.endRow(1);
    else if (name === 'nestcell') page.endCell(Math.max(tables, 2));
    else if (name === 'nestrow') page.endRow(Math.max(tables, 2));
    else if (name === 'f') this.#state = { ...this.#state, font: value ?? 0 };
    else if (name === 'deff') this.#state = { ...this.#state, font: (this.#defaultFont = value ?? 0) };
    else if (name === 'plain') {
      this.#state = { ...this.#state, font: this.#defaultFont, hidden: false, struck: false, raised: false };
    } else if (name === 'ansicpg') this.#letters.codePage = value ?? 1252;
    else this.#letters.codePage = CODE_PAGES.get(name) ?? this.#letters.codePage;
  }

  #font(name: string, value: number): void {
    if (name === 'f') this.#letters.declare((this.#declared = value), { name: '' });
    if (name === 'fcharset') this.#letters.declare(this.#declared, { charset: value });
    if (name === 'cpg') this.#letters.declare(this.#declared, { codePage: value });
  }

  #endLine(): void {
    const { content, page, hidden, struck, tables } = this.#state;
    if (content === 'text' && !hidden && !struck) page.endLine(tables);
  }

  #text(start: number, end: number): void {
    if (this.#state.content === 'skipped') return;
    for (let at = start; at < end; at += 1) {
      const byte = this.#bytes[at] as number;
      if (byte >= CONTROLS_END || byte === TAB) this.#byte(byte);
    }
  }

  #byte(value: number): void {
    if (this.#toSkip > 0) this.#toSkip -= 1;
    else if (this.#state.content !== 'skipped') this.#pending.push(value);
  }

  #unit(value: number): void {
    this.#say(this.#letters.ofUnit(value, this.#state.font));
    this.#toSkip = this.#state.fallback;
  }

  #letter(letter: string): void {
    if (this.#toSkip > 0) this.#toSkip -= 1;
    else this.#say(letter);
  }

  /** Bytes that follow each other are decoded together: a letter may take two. */
  #write(): void {
    if (this.#pending.length === 0) return;
    const bytes = Uint8Array.from(this.#pending);
    this.#pending = [];
    if (this.#state.content === 'fonts') return this.#fontName(bytes);
    const text = this.#letters.decode(bytes, this.#state.font);
    if (text !== undefined) return this.#say(text);
    this.#failure = documentFailure('DOCUMENT_CHARSET', 'RTF: bytes that are not of the code page declared');
  }

  #fontName(bytes: Uint8Array): void {
    const name = Buffer.from(bytes.subarray(0, FONT_NAME)).toString('latin1').split(';')[0] as string;
    if (name.trim() !== '') this.#letters.declare(this.#declared, { name });
  }

  #say(text: string): void {
    const { content, hidden, struck, page, raised } = this.#state;
    if (content !== 'text' || hidden || struck) return;
    this.#length += text.length;
    page.text(text, raised);
  }
}

function markOf(lines: readonly Line[]): string {
  const mark = lines.map(({ text }) => text.trim()).join(' ');
  return /[\p{L}\p{N}]/u.test(mark) && mark !== 'o' ? `${mark} ` : '- ';
}

/** Page headers and footers, once each: the first page's and the others' are often the same. */
function unlike(blocks: readonly (readonly Line[])[]): (readonly Line[])[] {
  const seen = new Map(blocks.map((lines) => [lines.map(({ text }) => text).join('\n'), lines]));
  return [...seen.values()];
}
