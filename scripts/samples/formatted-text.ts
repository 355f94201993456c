import { escapeText, STANDARD_DELIMITERS } from '../../src/hl7/index.js';

/**
 * A text as the FT observation of a sender that formats: `\.br\` for line ends, `\H\ \N\` for `**…**`, the micro sign
 * as a hexadecimal escape (MSH-18 is ISO 8859-1, where it is B5), and every separator escaped.
 */
export function toFormattedText(text: string): string {
  return text
    .split('\n')
    .map((line) => escapeText(line, STANDARD_DELIMITERS))
    .join('\\.br\\')
    .replace(/\*\*(.+?)\*\*/g, '\\H\\$1\\N\\')
    .replaceAll('µ', '\\XB5\\');
}
