import { joinForcedLines } from './forced-lines.js';

const cut = (text: string, width: number): string =>
  text.replace(new RegExp(`(.{${String(width)}})`, 'gu'), '$1\n');
const PLAIN =
  'PATIENT VU CE JOUR PAR LE DR TAVERNOL POUR UNE DOULEUR DU GENOU DROIT APPARUE APRES UNE CHUTE DANS LES ESCALIERS. RADIOGRAPHIE SANS FRACTURE. ' +
  'ATTELLE POSEE PAR MME OUDINARD, INFIRMIERE. ORDONNANCE DE PARACETAMOL REMISE. REVU A QUINZE JOURS AVEC LE COMPTE RENDU. ' +
  'MOBILISATION PROGRESSIVE AUTORISEE, KINESITHERAPIE PRESCRITE CHEZ MR BELLOUARD. ARRET DE TRAVAIL JUSQU A LA CONSULTATION PROCHAINE.';

describe('joinForcedLines', () => {
  it.each([40, 47, 61])('finds a text cut at %i signs as it was', (width) => {
    const text = cut(PLAIN, width);
    const joined = joinForcedLines(text);
    expect(joined?.text).toBe(PLAIN);
    const at = PLAIN.indexOf('OUDINARD');
    expect(text[joined?.at[at] ?? -1]).toBe('O');
  });

  it('leaves a text wrapped between its words, and a list', () => {
    const wrapped = PLAIN.replace(/(.{1,50}) /gu, '$1\n');
    expect(joinForcedLines(wrapped)).toBeUndefined();
    expect(joinForcedLines('NA 140\nK 4,2\nCL 101\nCA 2,31\n')).toBeUndefined();
    expect(joinForcedLines('')).toBeUndefined();
  });

  it('keeps the ends of short lines', () => {
    const text = `${cut(PLAIN, 47)}\nAMITIES\nDR TAVERNOL\n`;
    expect(joinForcedLines(text)?.text.endsWith('\nAMITIES\nDR TAVERNOL\n')).toBe(true);
  });

  it('is linear', () => {
    const text = cut(PLAIN.repeat(2000), 60);
    const start = performance.now();
    joinForcedLines(text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
