import { aModel } from '../../test/support/pseudonymization/a-model.js';
import { VARIANTS, variantsWith } from './variants.js';

describe('the variants', () => {
  it('are those that can run', () => {
    const ids = (...args: Parameters<typeof variantsWith>) => variantsWith(...args).map(({ id }) => id);
    expect(ids()).toEqual(['rules', 'rules+identity']);
    const model = aModel();
    expect(ids(model)).toEqual(VARIANTS.map(({ id }) => id));
    const alone = variantsWith(model).find(({ id }) => id === 'model');
    expect(alone).toMatchObject({ detectors: [], model });
  });
});
