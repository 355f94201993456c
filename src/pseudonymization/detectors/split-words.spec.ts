import { closeSplitWords } from './split-words.js';

const DAMAGED =
  'La me decin traitante a e te pre venue. Ope ratoire : e tage me dical, re sultat re cent. La patiente est pacse e, ge ne rale bonne. Me decin : Dr TAVER NOL. Re sultat e lectrique re gulier.';

describe('closeSplitWords', () => {
  it('closes words spaced out letter by letter', () => {
    expect(closeSplitWords("C O M P T E   R E N D U   D ' H O S P I T")?.text).toBe(
      "COMPTE   RENDU   D'HOSPIT",
    );
    expect(closeSplitWords('Nom : T A V E R N O L')?.text).toBe('Nom : TAVERNOL');
  });

  it('closes the words of a text that an export broke, and keeps where they stood', () => {
    const closed = closeSplitWords(DAMAGED);
    expect(closed?.text).toContain('Medecin : Dr TAVERNOL');
    expect(closed?.text).toContain('pacsee');
    const at = closed?.text.indexOf('pacsee') ?? -1;
    expect(DAMAGED.slice(closed?.at[at], (closed?.at[at + 5] ?? 0) + 1)).toBe('pacse e');
  });

  it.each(['Le patient va bien, revu par le Dr TAVER NOL.', 'Groupe A B, T N M.', ''])(
    'leaves a sound text: %s',
    (text) => {
      expect(closeSplitWords(text)).toBeUndefined();
    },
  );

  it('is linear', () => {
    const start = performance.now();
    closeSplitWords(DAMAGED.repeat(1000) + 'A '.repeat(100_000));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
