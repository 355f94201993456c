import { VARIANTS, variantsWith } from './variants.js';

describe('the variants', () => {
  it('are those whose detectors are there', () => {
    const ids = (...args: Parameters<typeof variantsWith>) => variantsWith(...args).map(({ id }) => id);
    expect(ids()).toEqual(['rules', 'rules+identity']);
    const model = { id: 'model', detect: () => [] };
    expect(ids({ model })).toEqual(VARIANTS.map(({ id }) => id));
    expect(variantsWith({ model }).find(({ id }) => id === 'model')?.detectors).toEqual([model]);
  });
});
