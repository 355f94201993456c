import { sensitive } from '../../kernel/index.js';
import { type PayloadType } from '../report.js';
import { formsOf } from './sealed-forms.js';

const payload = (contentType: PayloadType, text: string) => ({
  contentType,
  content: sensitive(Buffer.from(text)),
});

describe('formsOf', () => {
  it.each([
    ['text/plain', 'a', 'text'],
    ['text/hl7-ft', 'a', 'text'],
    ['application/pdf', '%PDF-', 'application/pdf'],
    ['image/png', 'a', 'image'],
    ['image/tiff', 'a', 'image'],
    ['application/xml', '<component><structuredBody>', 'cda-3'],
    ['application/xml', '<component><nonXMLBody>', 'cda-1'],
    ['application/xml', '<ClinicalDocument/>', 'xml'],
  ] as const)('%s %j is %s', (contentType, text, form) => {
    expect(formsOf([payload(contentType, text)])).toEqual([form]);
  });

  it('tells each form once', () => {
    const pdf = payload('application/pdf', '');
    expect(formsOf([payload('text/plain', ''), pdf, pdf])).toEqual(['application/pdf', 'text']);
    expect(formsOf([])).toEqual([]);
  });
});
