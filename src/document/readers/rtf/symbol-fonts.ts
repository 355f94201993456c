/** The Symbol font from 20 on (Adobe's encoding): `m` is µ and `b` is β, which reports need. */
export const SYMBOL: readonly string[] = [
  ...' !∀#∃%&∋()∗+,−./0123456789:;<=>?',
  ...'≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_',
  ...'‾αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼•',
  ...'••••••••••••••••••••••••••••••••',
  ...'€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵',
  ...'ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓',
  ...'◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪•〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭•',
];

/** Signs of Wingdings that say something: boxes, ticked or not, arrows. */
export const OTHER_SIGNS: Readonly<Record<number, string>> = {
  0x20: ' ',
  0x6f: '☐',
  0x78: '☒',
  0x71: '☐',
  0xa8: '☐',
  0xe0: '→',
  0xe8: '→',
  0xfb: '✗',
  0xfc: '✓',
  0xfd: '☒',
  0xfe: '☑',
};
