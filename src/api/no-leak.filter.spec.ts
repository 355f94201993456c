import { type ArgumentsHost, BadRequestException } from '@nestjs/common';
import { silentLogger } from '../observability/index.js';
import { NoLeakFilter } from './no-leak.filter.js';

/** A request whose answer is told in `told`, or had begun already. */
function aRequest(hasBegun = false) {
  const told: unknown[] = [];
  const response = {
    status: (code: number) => ({
      json: (body: unknown) => {
        if (hasBegun) throw new Error('Cannot set headers after they are sent to the client');
        told.push([code, body]);
      },
    }),
    destroy: () => told.push('cut'),
  };
  const http = { getResponse: () => response, getRequest: () => ({ method: 'POST', path: '/x' }) };
  return { told, host: { switchToHttp: () => http } as unknown as ArgumentsHost };
}

describe('a request that fails', () => {
  it('learns nothing of a bug', async () => {
    const { told, host } = aRequest();
    await new NoLeakFilter(silentLogger).catch(new Error('DURAND'), host);
    expect(told).toEqual([[500, { statusCode: 500, message: 'internal error' }]]);
  });

  it.each([new Error('a bug'), new BadRequestException()])(
    'is cut where its answer had begun, and the process goes on: %s',
    async (error) => {
      const { told, host } = aRequest(true);
      await expect(new NoLeakFilter(silentLogger).catch(error, host)).resolves.toBeUndefined();
      expect(told).toEqual(['cut']);
    },
  );

  it('is cut where whoever is told of a refusal throws', async () => {
    const { told, host } = aRequest();
    const filter = new NoLeakFilter(silentLogger, () => Promise.reject(new Error('a bug')));
    await filter.catch(new BadRequestException(), host);
    expect(told).toEqual(['cut']);
  });
});
