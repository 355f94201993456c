import { thePolicy } from '../../test/support/pseudonymization/index.js';
import { warmUp } from './warm-up.js';

describe('the warm-up of the reading rooms', () => {
  it('reads an invented report with the use cases and the policy that are configured, and keeps nothing', async () => {
    await expect(warmUp(['all'], thePolicy())).resolves.toBeUndefined();
  });

  it('refuses what the rooms would refuse', async () => {
    await expect(warmUp(['nobody-knows'], thePolicy())).rejects.toThrow('useCases');
  });
});
