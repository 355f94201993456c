import { type Payload, type PayloadType, type Report } from '../intake/index.js';
import { sensitive } from '../kernel/index.js';
import { silentLogger } from '../observability/index.js';
import { type Pseudonymizer } from '../pseudonymization/index.js';
import { createReadingRooms } from './reading-rooms.js';

const rooms = createReadingRooms({
  pseudonymizer: {} as Pseudonymizer,
  useCases: [],
  logger: silentLogger,
});
const payload = (text: string, contentType: PayloadType = 'text/plain'): Payload => ({
  contentType,
  content: sensitive(Buffer.from(text)),
});
const read = async (payloads: readonly Payload[], addenda?: readonly (readonly Payload[])[]) => {
  const made = await rooms.read({ payloads, ...(addenda && { addenda }) } as Report);
  return made.ok ? [made.value.text.reveal(), made.value.reader.id] : made.failure.code;
};

describe('the reading of a report', () => {
  it('names the reader of each part of a text with addenda', async () => {
    const addendum = [payload('Complément\\.br\\lu.', 'text/hl7-ft')];
    expect(await read([payload('Conclusion.')], [addendum])).toEqual([
      'Conclusion.\nComplément\nlu.',
      'plain-text+hl7-ft',
    ]);
    expect(await read([payload('Conclusion.')], [[payload('Suite.')]])).toEqual([
      'Conclusion.\nSuite.',
      'plain-text',
    ]);
    expect(await read([payload('Conclusion.')])).toEqual(['Conclusion.', 'plain-text']);
  });

  it('fails with a part that is not read', async () => {
    expect(await read([payload('Conclusion.')], [[payload(' \n')]])).toBe('DOCUMENT_EMPTY');
  });
});
