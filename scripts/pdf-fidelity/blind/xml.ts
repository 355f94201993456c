export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\t', '<text:tab/>');

export const p = (style: string, text: string): string =>
  `<text:p text:style-name="${style}">${escapeXml(text)}</text:p>`;
