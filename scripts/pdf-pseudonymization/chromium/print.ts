import { printPage } from '../../pdf-fidelity/chromium/print.js';
import { type AnnotatedDocument } from '../../../src/evaluation/index.js';
import { type Layout, type PrintedFile, printOf, sheetOf, stretchesOf } from '../report.js';
import { htmlOf } from './html.js';

const itself = (character: string): string => character;

/** The bytes of a report printed by Chromium; none where it is not installed. */
export async function printWithChromium(
  document: AnnotatedDocument,
  layout: Layout,
): Promise<PrintedFile | undefined> {
  const sheet = sheetOf(document, itself);
  const content = await printPage(htmlOf(sheet, layout));
  const whole = [{ start: 0, end: sheet.text.length }];
  const order = layout === 'fixed-pitch' ? whole : sheet.blocks.flatMap(stretchesOf);
  return content && { content, printed: printOf(document, sheet, order, itself) };
}
