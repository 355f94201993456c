import { systemClock } from '../../kernel/index.js';
import { type ReadingRooms } from '../../pipeline/index.js';
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
      ...{ rooms, hash, ids: hash, clock: systemClock, settings, fhir: false },
    });
    const error = { code: 'ROOM_CRASHED', class: 'permanent', message: 'a room threw' };
    expect(errors).toBe(2);
    expect(output.documents).toEqual([
      { docId: 'D1', error },
      { docId: 'D2', error },
    ]);
  });
});
