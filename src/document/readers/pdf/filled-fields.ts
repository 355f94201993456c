import { type TextRun } from './layout/placed-run.js';

/** What pdf.js says of an annotation: the few entries read here. */
export interface Annotation {
  readonly subtype?: string;
  readonly rect?: readonly number[];
  readonly hidden?: boolean;
  readonly annotationFlags?: number;
  readonly fieldType?: string | null;
  readonly fieldValue?: unknown;
  readonly password?: boolean;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly buttonValue?: string | null;
  readonly options?: readonly { readonly exportValue?: string; readonly displayValue?: string }[];
  readonly contentsObj?: { readonly str?: string };
  readonly defaultAppearanceData?: { readonly fontSize?: number };
}

/** ISO 32000-1 table 165: bits 2 (hidden) and 6 (not shown). */
const NOT_SEEN = 2 | 32;
const [TICKED, EMPTY] = ['[x]', '[ ]'];
const LARGEST = 12;
const LEADING = 1.15;
/** Width of a letter, in sizes of the font: fields do not say. */
const LETTER = 0.5;

/**
 * What was filled in or typed over a page is part of what its reader sees: fields with their values, boxes ticked or
 * not, free text. Notes, highlights, stamps, links and signatures are not of the text.
 */
export function filledFields(annotations: readonly Annotation[]): TextRun[] {
  return annotations.flatMap((annotation) => {
    const text = isSeen(annotation) ? textOf(annotation) : '';
    return text === '' ? [] : runsOf(text, annotation);
  });
}

const isSeen = ({ hidden, annotationFlags }: Annotation): boolean =>
  !hidden && ((annotationFlags ?? 0) & NOT_SEEN) === 0;

function textOf(annotation: Annotation): string {
  const { subtype, fieldType, fieldValue, options } = annotation;
  if (subtype === 'FreeText') return annotation.contentsObj?.str ?? '';
  if (subtype !== 'Widget') return '';
  if (fieldType === 'Btn') return boxOf(annotation);
  if (fieldType === 'Tx') return typeof fieldValue === 'string' && !annotation.password ? fieldValue : '';
  if (fieldType !== 'Ch') return '';
  const values: unknown[] = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  return values
    .filter((value) => typeof value === 'string')
    .map((value) => options?.find(({ exportValue }) => exportValue === value)?.displayValue ?? value)
    .join(', ');
}

function boxOf({ checkBox, radioButton, fieldValue, buttonValue }: Annotation): string {
  if (!checkBox && !radioButton) return '';
  if (typeof fieldValue !== 'string' || fieldValue === 'Off') return EMPTY;
  return radioButton && fieldValue !== buttonValue ? EMPTY : TICKED;
}

function runsOf(text: string, { rect = [], defaultAppearanceData }: Annotation): TextRun[] {
  const [left = 0, bottom = 0, right = 0, top = 0] = rect;
  const lines = text.split(/\r\n?|\n/);
  const size =
    defaultAppearanceData?.fontSize || Math.min(LARGEST, (0.7 * (top - bottom)) / lines.length) || LARGEST;
  const first = lines.length === 1 ? (top + bottom) / 2 - 0.3 * size : top - size;
  return lines.map((str, index) => ({
    str,
    width: Math.min(right - left, LETTER * size * str.length),
    transform: [size, 0, 0, size, left, first - index * LEADING * size],
  }));
}
