import { growsLinearly } from '../../../test/support/growth.js';
import { BODY_SECTION, segment } from './index.js';

const codes = (text: string): string[] =>
  segment(text)
    .sections.filter(({ title }) => title.end > title.start)
    .map(({ code }) => code);
const sentencesOf = (text: string): string[] =>
  segment(text).sentences.map(({ start, end }) => text.slice(start, end));

describe('a title nobody listed', () => {
  it.each([
    ['motif', 'Raison du recours'],
    ['histoire-maladie', 'Rappel des épisodes précédents'],
    ['antecedents', 'ATCD chirurgicaux et traumatiques'],
    ['antecedents-familiaux', 'ATCD fam.'],
    ['mode-de-vie', 'Conditions de logement'],
    ['traitement-entree', "Traitements médicamenteux à l'entrée"],
    ['traitement-sejour', 'Soins réalisés aux urgences'],
    ['traitement-sortie', 'Traitement médicamenteux de sortie'],
    ['examen-clinique', "Examen de l'épaule droite"],
    ['examens-complementaires', 'Examens para-cliniques'],
    ['biologie', 'Résultats de laboratoire significatifs'],
    ['microbiologie', 'Prélèvements bactériologiques réalisés'],
    ['imagerie', "Résultats d'imagerie"],
    ['immunohistochimie', 'Étude immuno-histochimique complémentaire'],
    ['intervention', "Description de l'acte opératoire"],
    ['evolution', 'PEC aux urgences'],
    ['diagnostic', 'Dg principal'],
    ['suites', 'Conseils hygiéno-diététiques'],
    ['decision-rcp', 'Décision thérapeutique de la RCP'],
    ['renseignements-cliniques', 'Rens. clin.'],
  ])('is of %s by its words: %s', (code, title) => {
    const isMeeting = code === 'decision-rcp' ? 'RCP\n' : '';
    expect(codes(`${isMeeting}Allergies\nAucune.\n\n${title} :\nTexte du jour.`).at(-1)).toBe(code);
  });

  it('is none where its line tells what was found, holds a verb, a dose or a person', () => {
    for (const line of [
      'Examen clinique normal',
      'EVOLUTION FAVORABLE',
      'Le traitement est poursuivi',
      'PARACETAMOL 1 g x 3/j.',
      'Suivi par le Dr Morel',
      'Traitement par radiothérapie',
      'Récepteurs à',
      'Stratégie thérapeutique ?',
    ])
      expect(codes(`Antécédents\nAppendicectomie\n\n${line}\nAutre ligne du dossier`)).toEqual([
        'antecedents',
      ]);
  });

  it('is none where a label names an organ, a function or who did it', () => {
    for (const label of ['Foie', 'Marche', 'Nutrition', 'Adressé par', 'Nom', 'Médecin traitant'])
      expect(codes(`Examen clinique\nBon état général.\n${label} : conservé`)).toEqual(['examen-clinique']);
  });
});

describe('the style of the titles of a document', () => {
  const known = 'ATCD\nHTA.\n\nEXAMEN CLINIQUE\nNormal.\n\nBIOLOGIE\nNormale.\n\n';

  it('makes a title of a line set alike, whatever its words: its section is unknown', () => {
    expect(codes(`${known}AGATHE BLOQUEE\nDétails du jour.`)).toEqual([
      'antecedents',
      'examen-clinique',
      'biologie',
      BODY_SECTION,
    ]);
    expect(
      codes('### Motif\nChute.\n### Biologie\nNormale.\n### Imagerie\nNormale.\n### Divers\nRien.'),
    ).toEqual(['motif', 'biologie', 'imagerie', BODY_SECTION]);
  });

  it('ends the section before it: what follows an unknown title is no past history', () => {
    const text = `${known.replace('BIOLOGIE', 'ATCD')}LOT DE VIS\nTexte.`;
    expect(segment(text).sections.at(-1)?.code).toBe(BODY_SECTION);
  });

  it('tells nothing where fewer than three listed titles share it, or where most lines do', () => {
    expect(codes('ATCD\nHTA.\n\nBIOLOGIE\nNormale.\n\nAGATHE BLOQUEE\nDétails.')).toEqual([
      'antecedents',
      'biologie',
    ]);
    const names = ['ALPHA', 'BRAVO', 'CHARLIE', 'DELTA', 'ECHOS']
      .map((name) => `${name}\nTexte.\n\n`)
      .join('');
    expect(codes(`${known}${names}`)).toEqual(['antecedents', 'examen-clinique', 'biologie']);
  });

  it('holds for labels behind a bullet, and for first cells', () => {
    const bullets =
      '• Motif : aphasie\n• Antécédents : HTA\n• Biologie : normale\n• Imagerie cérébrale : normale';
    expect(codes(bullets).at(-1)).toBe('imagerie');
    expect(codes('Antécédents\nHTA\n- Imagerie cérébrale : normale')).toEqual(['antecedents']);
    expect(codes('Motif\tA\nAnapath\tB\nTNM\tC\nÉcho cervicale\tD').at(-1)).toBe('imagerie');
  });

  it('does not reach the letterhead', () => {
    expect(codes(`CHU DE VALMONT\nPARIS\n\nUNITE DU JOUR\nTexte.\n\n${known}`)).toEqual([
      'antecedents',
      'examen-clinique',
      'biologie',
    ]);
  });
});

describe('examinations', () => {
  it('are beside one another in notes, inside the section that announces them elsewhere', () => {
    expect(codes('ATCD : HTA\nECG : RSR\nÉcho foie : stéatose')).toEqual([
      'antecedents',
      'examens-complementaires',
      'imagerie',
    ]);
    expect(codes('V/ Explorations\na) ECG : sinusal\nb) Échocardiographie : FEVG 64 %')).toEqual([
      'examens-complementaires',
    ]);
  });

  it('name the whole document where they stand before its first section', () => {
    expect(codes('CABINET DU PORT\n\nIRM DU GENOU DROIT\n\nINDICATION\nGonalgie.')).toEqual(['indication']);
    expect(codes('# Compte rendu opératoire\n**Patient** : A\n\n### Diagnostic\nHernie.')).toEqual([
      'diagnostic',
    ]);
  });

  it('noted at an hour are the course of the stay, not a section', () => {
    expect(codes('Motif : chute\n09h26 ECG : sinusal')).toEqual(['motif']);
    expect(codes('TRANSMISSIONS\n21h00 Cible : douleur\nD : EVA 7')).toEqual(['evolution']);
  });
});

describe('letters', () => {
  it('close with a formula, a section of its own', () => {
    const text =
      'Cher confrère,\n\nLe patient va bien.\n\nIl reviendra.\n\nAvec mes salutations les meilleures,\nDr A. Morel';
    expect(codes(text)).toEqual(['signature']);
  });

  it('begin under the salutation, in small letters too', () => {
    expect(sentencesOf('Chère consœur,\nvotre patiente a séjourné ici.')).toEqual([
      'Chère consœur,',
      'votre patiente a séjourné ici.',
    ]);
  });
});

describe('sentences of hurried notes', () => {
  it('survive a side, a number or an arrow after an abbreviation', () => {
    expect(sentencesOf('KT dialyse fém. D J1.')).toEqual(['KT dialyse fém. D J1.']);
    expect(sentencesOf('Colite gr. 1 (recto).')).toEqual(['Colite gr. 1 (recto).']);
    expect(sentencesOf('Noradré 1,4 µg/kg/min. → sevrée J3.')).toEqual([
      'Noradré 1,4 µg/kg/min. → sevrée J3.',
    ]);
  });

  it('end after a letter that stands for a word, not after an initial', () => {
    expect(sentencesOf('Fontanelle N. TRC < 3 s.')).toEqual(['Fontanelle N.', 'TRC < 3 s.']);
    expect(sentencesOf('Vu par N. Martin ce jour.')).toEqual(['Vu par N. Martin ce jour.']);
  });

  it('keep what is quoted whole', () => {
    expect(sentencesOf('« Je compte… », dit-il. « Quand ? » Puis il pleure.')).toEqual([
      '« Je compte… », dit-il.',
      '« Quand ? »',
      'Puis il pleure.',
    ]);
  });

  it('go on to the saint of a place on the next line', () => {
    expect(
      sentencesOf("Elle a été transférée ce jour en urgence par l'hôpital\nSaint-Roch, faute de place."),
    ).toHaveLength(1);
  });
});

describe('the cost', () => {
  it.each([
    ['titles alone', '1. Titre du jour\ntexte\n\n'],
    ['titles of many words', 'examen examen examen examen examen\n\nx\n'],
    ['capitals', 'TITRE EN CAPITALES\n\nx\n'],
    ['pairs of words', 'Traitement de traitement de\n'],
    ['formulas', 'Avec mes salutations,\n\n'],
    ['quotes', '« a ». '],
    ['hours', '12h30 Cible : x\n'],
  ])('follows the size of the text: %s', async (_name, piece) => {
    const read = (length: number) => segment(piece.repeat(Math.ceil(length / piece.length)));
    expect(await growsLinearly(read, { upTo: 800_000 })).toBe(true);
  });
});
