import { detectCodes } from './codes.js';
import { detectContacts } from './contacts.js';

/** The numbers found, marked; ⏎ is a line's end. */
function marked(written: string, detect: typeof detectCodes = detectCodes): string {
  const text = written.replace(/[[\]]/g, '').replaceAll('⏎', '\n');
  const found = [...detect(text)].sort(
    (a, b) => b.priority - a.priority || b.end - b.start - (a.end - a.start),
  );
  const taken = new Set<number>();
  const kept = found.filter(({ start, end }) => {
    for (let at = start; at < end; at += 1) if (taken.has(at)) return false;
    for (let at = start; at < end; at += 1) taken.add(at);
    return true;
  });
  let out = text;
  for (const { start, end } of kept.sort((a, b) => b.start - a.start))
    out = `${out.slice(0, start)}[${out.slice(start, end)}]${out.slice(end)}`;
  return out.replaceAll('\n', '⏎');
}

describe('numbers of what was taken or given', () => {
  it.each([
    'Fragment adressé (bon [25-CY-417]).',
    'Hémoculture positive (flacon [K250611-204]), sensible.',
    'Sérum conservé (boîte [D42], position B3).',
    'Relecture du bloc [C25.001207-B2] demandée.',
    'Examen [A25.004410]        reçu le 3 mars',
    'File: [ENMG250304_07]',
    'Boîtier, numéro de série [KLP 330917 R] : pile correcte.',
    'Morphine, lot pompe [CADD 41-2207]',
    'Vaccins (lots [Y4M17] et [RT5520]).',
    'Deux culots (n° [31125004410], [31125004428]).',
    'Flacons n° [Q0611-031] et [Q0611-032].',
    'Capteur posé n° [0KD-00W4P9] au bras.',
    'Acc. Number : [TN-0041-33207]',
    'SN [00318-44], réglé',
    'Hémocultures (N° [25061177⏎4]) en cours.',
    'Carte de séjour n° [9903000234], en cours.',
    '| Pièce | Taille | Lot | N° de série |⏎|---|---|---|---|⏎| Cotyle | 50 | [4410288] | SN [00221-19] |⏎| Vis | 25 | [R21H05] | |',
    'Fiche saisie par [jlbrossard] le 3 mars',
    'Secrétaire : [mtr]',
    'N° dossier : [25-1234-A], séjour [250099345]',
    'Culot n° [31 2504 04410] transfusé.',
    'UDI [(01)03401234567890(17)270131(10)AB1234]',
    'Essai, patient [012-004], bras A',
    'Donneur décédé, n° CRISTAL receveur [904172], rang 1',
    'Chambre posée, réf. [PP-7710] lot [21K08].',
    'Injection (produit 350, lot [CT5521B]) bien tolérée.',
  ])('%s', (sentence) => {
    expect(marked(sentence)).toBe(sentence);
  });

  it.each([
    'Bloc B2, salle 4.',
    'N° TEL 31245, n° POSTE 31 245.',
    'Flacon 500ML de sérum, tube T3.',
    'Bloc du rameau médial L4-L5, sonde CH16.',
    'Lames 1 à 4, blocs 2.5 et 3.',
    'Lot de 12 compresses.',
    'Deux culots le 12/03, 3 poches.',
    'Examen M0 puis M3.',
    '1) Respiratoire : stable.',
    'Secrétaire : absente',
    'Séjour 2024, venue 12.',
  ])('%s', (sentence) => {
    expect(marked(sentence)).toBe(sentence);
  });
});

describe('phones', () => {
  it.each([
    'Dr BRUN POSTE [4 218]',
    'Dr BRUN POSTE [4⏎218]',
    'Tél. [01 99 00 41 10] / [11], fax [01 99 00 41 19]',
    'Éch. n° 0412-01 / 0412-02',
    '[01.99.00.12.34]/[35], bip [412], DECT [62 118]',
    'Sa fille ([+33 6 39 98 00 11]), prévenue.',
    'PA 74     88    97     36,9',
  ])('%s', (sentence) => {
    expect(marked(sentence, detectContacts)).toBe(sentence);
  });
});
