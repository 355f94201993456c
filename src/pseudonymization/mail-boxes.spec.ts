import { aDocument, aPseudonymizer, known, thePolicy } from '../../test/support/pseudonymization/index.js';

describe('a mail box of somebody nobody named', () => {
  it.each(
    [
      '@',
      ' @ ',
      '\u00a0@\u00a0',
      '＠',
      '(at)',
      '[at]',
      '{at}',
      '[@]',
      '(@)',
      ' (arobase) ',
      '"@',
      '_@',
      '-@',
    ].flatMap((sign) => ['care', 'training'].map((policy) => [sign, policy])),
  )('goes whole, written with %j, under %s', async (sign, policy) => {
    const text = `Contact : bardouillet${sign}valmorange.example, merci.`;
    const made = await aPseudonymizer({ policy: thePolicy(policy) }).pseudonymize(aDocument(text), known());
    expect(made.ok && made.value.text).not.toMatch(/bardouillet|valmorange|^false$/);
    expect(made.ok && made.value.text).toMatch(/, merci\.$/);
  });
});
