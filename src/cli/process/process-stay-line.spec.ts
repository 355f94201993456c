import { systemClock } from '../../kernel/index.js';
import { createReadingRooms, type ReadingRooms } from '../../pipeline/index.js';
import { silentLogger } from '../../observability/index.js';
import { aPseudonymizer } from '../../../test/support/pseudonymization/index.js';
import { createKeyedHash } from '../../security/index.js';
import { readLine } from './contract.js';
import { processStayLine } from './process-stay-line.js';

describe('one stay of the batch', () => {
  it('goes on after a document on which a room throws, and says nothing of it but its code', async () => {
    const rooms = { read: () => Promise.reject(new Error('VASSEROT')) } as unknown as ReadingRooms;
    const hash = createKeyedHash(Buffer.alloc(32, 1), 'test');
    const line = readLine(
      JSON.stringify({
        id: 'S1',
        documents: [
          { docId: 'D1', text: 'x' },
          { docId: 'D2', text: 'y' },
        ],
      }),
    );
    if (!line.ok) throw new Error(line.failure.code);
    const settings = {
      site: 's',
      patientMode: 'reference',
      keepPayload: false,
      pipelineVersion: '0',
    } as const;
    const { output, errors } = await processStayLine(line.value, {
      ...{
        roomsOf: () => rooms,
        hash,
        ids: hash,
        clock: systemClock,
        settings,
        fhir: false,
        stayUseCases: [],
      },
    });
    const error = { code: 'ROOM_CRASHED', class: 'permanent', message: 'a room threw' };
    expect(errors).toBe(2);
    expect(output.documents).toEqual([
      { docId: 'D1', error },
      { docId: 'D2', error },
    ]);
  });

  it('takes a name that one document teaches out of the others', async () => {
    const hash = createKeyedHash(Buffer.alloc(32, 1), 'test');
    const pupil = 'Sortie organisée avec branqueval, qui accepte. HER2 : score 3+.';
    const line = readLine(
      JSON.stringify({
        id: 'S1',
        identity: { lastName: 'ESSARTINEL' },
        documents: [
          { docId: 'D1', text: pupil },
          { docId: 'D2', text: 'Vue avec Mme Odile BRANQUEVAL, sa fille.' },
        ],
      }),
    );
    if (!line.ok) throw new Error(line.failure.code);
    const reading = { pseudonymizer: aPseudonymizer(), useCases: [], logger: silentLogger };
    const settings = {
      site: 's',
      patientMode: 'reference',
      keepPayload: false,
      pipelineVersion: '0',
    } as const;
    const { output, errors } = await processStayLine(line.value, {
      roomsOf: (learned) =>
        createReadingRooms({ ...reading, ...(learned && { learnedOf: async () => learned }) }),
      ...{ hash, ids: hash, clock: systemClock, settings, fhir: false, stayUseCases: [] },
    });
    const [first] = output.documents;
    if (!first || !('pseudonymization' in first)) throw new Error('no text');
    const { text, spans } = first.pseudonymization;
    expect(errors).toBe(0);
    expect(text.toLowerCase()).not.toContain('branqueval');
    expect(text).toContain('HER2 : score 3+.');
    expect(spans).toMatchObject([{ category: 'LAST_NAME', start: pupil.indexOf('branqueval') }]);
  });
});
