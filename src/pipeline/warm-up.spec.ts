import { warmUp } from './warm-up.js';

describe('the warm-up of the reading rooms', () => {
  it('reads an invented report with the use cases and the policy that are configured, and keeps nothing', async () => {
    await expect(warmUp(['all'], 'config/pseudonymization.yml')).resolves.toBeUndefined();
  });

  it('refuses what the rooms would refuse', async () => {
    await expect(warmUp(['nobody-knows'], 'config/pseudonymization.yml')).rejects.toThrow('useCases');
    await expect(warmUp(['all'], 'config/nowhere.yml')).rejects.toThrow('pseudonymization.policy');
  });
});
