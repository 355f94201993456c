import { AssemblyError, openModel } from './assembly.js';

describe('the model that the configuration asks for', () => {
  it('stops the service at start where it is not there, and says which', async () => {
    const models = { folder: 'nowhere', pseudonymization: 'required', threads: 1 } as const;
    await expect(openModel({ models })).rejects.toThrow(AssemblyError);
    await expect(openModel({ models })).rejects.toThrow(
      'models.folder: MODEL_MISSING: pseudonymization/manifest.yaml: not found or not readable',
    );
  });

  it('is done without where the configuration says so', async () => {
    const models = { folder: 'nowhere', pseudonymization: 'off', threads: 1 } as const;
    expect(await openModel({ models })).toBeUndefined();
  });
});
