import { BODY_SECTION, HEADER_SECTION, segment } from './index.js';
import { growsLinearly } from '../../../test/support/growth.js';

const sentencesOf = (text: string): string[] =>
  segment(text).sentences.map(({ start, end }) => text.slice(start, end));

const sectionsOf = (text: string): [string, string][] =>
  segment(text).sections.map(({ code, title }) => [code, text.slice(title.start, title.end)]);

/** Each line is one expected sentence; the text is the sentences joined by one space. */
const kept = (...sentences: string[]): void => expect(sentencesOf(sentences.join(' '))).toEqual(sentences);

describe('sentences', () => {
  it('end at a full stop, a question mark or an exclamation mark', () => {
    kept('Patiente de 54 ans.', 'Pas de fièvre !', 'Une pneumopathie ?', 'Scanner demandé.');
  });

  it('survive the abbreviations of French reports', () => {
    kept('Adressée par le Dr. Morel et le Pr. Lenoir.', 'Vue par M. Caron, Mme. Petit et Mlle. Roux.');
    kept('Lésion connue (cf. Compte rendu du 12/03/2024).', 'Suite simple.');
    kept('Un antalgique (ex. Paracétamol, p. ex. 1 g).', 'Repos.');
    kept('Le bilan, c.-à-d. NFS et CRP, est normal.', 'Retour à domicile.');
    kept('Signé J. Dupont et J.-P. Martin.', 'Copie au C.H.U. Nord.');
    kept('Culture à S. Aureus et E. Coli.', 'Antibiogramme joint.');
    kept('Contact au poste n. 4512 ou p. 3.', 'Fin.');
  });

  it('survive doses, classes and routes', () => {
    kept('Amoxicilline 200 mg/kg/j. IV pendant 7 j.', 'Relais per os.');
    kept('Dyspnée NYHA I.', 'BDC réguliers.');
    kept('Nodule de 11 mm.', 'Effet de masse.');
    kept('Pas de décalage du segment ST.', 'Un jour plus tard, sortie.', 'Vu à l’hôpital St. Joseph.');
    kept('Hb. 13.9 g/dL, créat. 84.', 'Reprise de l’apixaban à J. 6.');
  });

  it('survive decimals, dates, hours and identifiers', () => {
    kept('CRP à 2,5 mg/L et pH 7.38 le 12.03.2024 à 14.30.', 'Contrôle demain.');
    kept('Créatinine 92.4 µmol/L.', 'Potassium 3.4 mmol/L.', '2 jours plus tard, sortie.');
  });

  it('end after a unit or a class of one letter when the next word opens a sentence', () => {
    kept('Levée à 10 h.', 'Puis marche.');
    kept('Cirrhose Child B.', 'Le foie est dysmorphique.');
  });

  it('end in a text typed without capitals or without a blank', () => {
    expect(sentencesOf('pas de fièvre. pas de toux. scanner normal.')).toEqual([
      'pas de fièvre.',
      'pas de toux. scanner normal.',
    ]);
    expect(sentencesOf('Examen négatif.Le patient sort. Voir www.Exemple.fr et M.Dupont.')).toEqual([
      'Examen négatif.',
      'Le patient sort.',
      'Voir www.Exemple.fr et M.Dupont.',
    ]);
  });

  it('run over a single line end and stop at a blank line', () => {
    expect(
      sentencesOf('La patiente présente une\ndouleur thoracique\nconstrictive.\n\nElle est apyrétique'),
    ).toEqual(['La patiente présente une\ndouleur thoracique\nconstrictive.', 'Elle est apyrétique']);
    expect(sentencesOf('Une phrase\r\ncoupée.\r\n \r\nUne autre')).toEqual([
      'Une phrase\r\ncoupée.',
      'Une autre',
    ]);
  });

  it('do not end before a physician at the start of a wrapped line', () => {
    expect(sentencesOf('Revu par le Dr\nJ. Morel en consultation.')).toEqual([
      'Revu par le Dr\nJ. Morel en consultation.',
    ]);
  });

  it('take one list item each, with its continuation lines', () => {
    const text =
      'Au vu de :\n- une fièvre à 39,2 °C\n- un foyer de la base\n  droite\n• une CRP à 210\n1) Hospitalisation\n2. Ceftriaxone 2 g';
    expect(sentencesOf(text)).toEqual([
      'Au vu de :',
      '- une fièvre à 39,2 °C',
      '- un foyer de la base\n  droite',
      '• une CRP à 210',
      '1) Hospitalisation',
      '2. Ceftriaxone 2 g',
    ]);
  });

  it('take one labelled line each', () => {
    expect(
      sentencesOf('HER2 : score 3+\nKi-67 : 20 %\npH : 7,38\nlactates : 1,2\nRO : 90 %, RP\nnégatif'),
    ).toEqual(['HER2 : score 3+', 'Ki-67 : 20 %', 'pH : 7,38', 'lactates : 1,2', 'RO : 90 %, RP\nnégatif']);
  });

  it('take one table row or result line each', () => {
    expect(sentencesOf('Analyse | Résultat\nCRP | 210 mg/L\nPCT |  | en cours')).toEqual([
      'Analyse | Résultat',
      'CRP | 210 mg/L',
      'PCT |  | en cours',
    ]);
    expect(sentencesOf('Sodium\t138\tmmol/L\nPotassium\t3,9\tmmol/L')).toHaveLength(2);
    expect(sentencesOf('Hémoglobine 12,5 g/dL\nLeucocytes 8,2 G/L\nPlaquettes 210 G/L')).toHaveLength(3);
  });

  it('part from an unknown title in capitals, not from capitals inside a sentence', () => {
    expect(sentencesOf('Fin.\nBILAN ORTHOPTIQUE DU JOUR\nVision normale.')).toEqual([
      'Fin.',
      'BILAN ORTHOPTIQUE DU JOUR',
      'Vision normale.',
    ]);
    expect(sentencesOf('Absence de\nSTAPHYLOCOQUE DORE\nau prélèvement.')[0]).toContain(
      'Absence de\nSTAPHYLOCOQUE',
    );
  });

  it('ignore lines of dashes', () => {
    expect(sentencesOf('Conclusion\n----------\nExamen normal\n==========')).toEqual([
      'Conclusion',
      'Examen normal',
    ]);
  });
});

describe('sections', () => {
  it('open at a title written in any of the usual ways', () => {
    for (const title of [
      'CONCLUSION',
      'Conclusion :',
      'conclusion:',
      '3) Conclusion',
      'IV. CONCLUSION',
      'B/ Conclusion',
      '2.1 Conclusion',
      '**Conclusion**',
      '=== CONCLUSION ===',
      '__CONCLUSION__ :',
      '  - Conclusion  ',
      'CONCLUSION (suite)',
    ]) {
      expect(sectionsOf(`Texte.\n${title}\nExamen normal.`)).toEqual([
        [HEADER_SECTION, ''],
        ['conclusion', title.trim()],
      ]);
    }
  });

  it('match titles without case or accents', () => {
    expect(sectionsOf('ANTECEDENTS :\nHTA\nAntécédents médico-chirurgicaux\nAppendicectomie')).toEqual([
      ['antecedents', 'ANTECEDENTS :'],
      ['antecedents', 'Antécédents médico-chirurgicaux'],
    ]);
    expect(sectionsOf('MOTIF D’HOSPITALISATION\nChute')).toEqual([['motif', 'MOTIF D’HOSPITALISATION']]);
  });

  it('take the title before a colon or, in capitals, before a dash', () => {
    expect(sectionsOf('Motif : douleur thoracique : à explorer')).toEqual([['motif', 'Motif :']]);
    expect(sectionsOf('CONCLUSION - Adénocarcinome')).toEqual([['conclusion', 'CONCLUSION']]);
    expect(sectionsOf('Conclusion - Adénocarcinome')).toEqual([[BODY_SECTION, '']]);
  });

  it('do not open on a word of prose', () => {
    expect(sectionsOf('La conclusion : examen normal')).toEqual([[BODY_SECTION, '']]);
    expect(sectionsOf('Conclusion de cet examen normal')).toEqual([[BODY_SECTION, '']]);
    expect(sectionsOf('Le traitement est poursuivi.\nTraitement bien toléré.')).toEqual([[BODY_SECTION, '']]);
  });

  it('cover the whole text without gap or overlap', () => {
    const text = 'CHU de Valmont\n\nMotif : chute\nTexte\r\n\r\nCONCLUSION\nRien.\n\n';
    const { sections } = segment(text);
    expect(sections.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    expect(sections.map(({ code }) => code)).toEqual([HEADER_SECTION, 'motif', 'conclusion']);
  });

  it('are empty for an empty text', () => {
    expect(segment('')).toEqual({ sections: [], sentences: [] });
    expect(segment(' \n\t\n').sentences).toEqual([]);
  });

  it('follow the titles a structured document gives, by LOINC code then by words', () => {
    const text = 'Motif\nChute\nSynthèse du praticien\nRien\nBilan spécial\nConclusion : normale';
    const at = (title: string) => ({ start: text.indexOf(title), end: text.indexOf(title) + title.length });
    const titles = [at('Motif'), { ...at('Synthèse du praticien'), loinc: '19005-8' }, at('Bilan spécial')];
    expect(segment(text, titles).sections.map(({ code }) => code)).toEqual([
      'motif',
      'conclusion',
      BODY_SECTION,
    ]);
  });
});

describe('folded lines', () => {
  const wide = (...lines: string[]): string => lines.join('\n');

  it('go on with the sentence where the next word had no place left', () => {
    const text = wide(
      'La patiente est suivie depuis le mois de mars 2023 par le Dr. Morel pour',
      'une HTA traitée par amlodipine, avec une bonne tolérance. Le bilan de',
      'Septembre était normal.',
      'Pas de toux.',
      'Pas de fièvre.',
    );
    expect(sentencesOf(text)).toEqual([
      text.slice(0, text.indexOf(' Le bilan')),
      'Le bilan de\nSeptembre était normal.',
      'Pas de toux.',
      'Pas de fièvre.',
    ]);
  });

  it('end where there was place left: one fact a line', () => {
    expect(sentencesOf('Service de cardiologie\nDr Jean Morel\nTabagisme 40 PA\nAOMI')).toHaveLength(4);
  });

  it('are told from titles: a word in small letters that ends a folded sentence', () => {
    expect(sectionsOf('La patiente est revue pour adapter le\ntraitement.\nElle va bien.')).toEqual([
      [BODY_SECTION, ''],
    ]);
  });
});

describe('titles in context', () => {
  const codes = (text: string): string[] => segment(text).sections.map(({ code }) => code);

  it('inside a line are found where its paragraph opens with a title', () => {
    const text = 'Indication : chute. Résultat : fracture. Conclusion : plâtre.';
    expect(codes(text)).toEqual(['indication', 'resultats', 'conclusion']);
    expect(sentencesOf(text)).toEqual([
      'Indication : chute.',
      'Résultat : fracture.',
      'Conclusion : plâtre.',
    ]);
    expect(codes('Le patient va bien. Résultat : aucun.')).toEqual([BODY_SECTION]);
  });

  it('may be complemented, dated or joined', () => {
    expect(codes('Motif\nChute.\nBiologie du 12/03/2024\nNormale.\nÉvolution et traitement\nBonne.')).toEqual(
      ['motif', 'biologie', 'evolution'],
    );
    expect(codes('ANTECEDENTS SOMATIQUES RARES\nAucun.')).toEqual(['antecedents']);
    expect(codes('Avis post-opératoire\nAucun.')).toEqual([BODY_SECTION]);
  });

  it('are read under the open section', () => {
    expect(codes('ANTECEDENTS\nFamiliaux : père diabétique\nMédicaux : HTA')).toEqual([
      'antecedents',
      'antecedents-familiaux',
      'antecedents',
    ]);
    expect(codes('Familiaux : père diabétique')).toEqual([BODY_SECTION]);
    expect(codes('Examens complémentaires\nECG : normal\nScanner du 12/03 : normal')).toEqual([
      'examens-complementaires',
    ]);
  });

  it('in notes typed in a hurry need no sign, from three of them on', () => {
    expect(codes('atcd HTA\nhdm chute ce jour\ncat retour à domicile')).toEqual([
      'antecedents',
      'histoire-maladie',
      'suites',
    ]);
    expect(codes('atcd HTA\nvu ce jour')).toEqual([BODY_SECTION]);
  });

  it('of a whole document open no section', () => {
    expect(codes('COMPTE RENDU OPERATOIRE\nSalle 4\nIndication : hernie.')).toEqual([
      HEADER_SECTION,
      'indication',
    ]);
    expect(codes('COMPTE RENDU OPERATOIRE\nIncision médiane. Fermeture.')).toEqual(['intervention']);
  });
});

describe('the structure of French reports', () => {
  const codes = (text: string): string[] => segment(text).sections.map(({ code }) => code);
  const titled = (...titles: string[]): string => titles.map((title) => `${title}\nTexte.`).join('\n\n');

  it.each([
    [
      'CRH',
      [
        "Motif d'hospitalisation",
        'ATCD',
        'Allergies',
        'Traitement à l’entrée',
        'HDM',
        'Examen clinique',
        'Évolution dans le service',
        'Traitement de sortie',
        'Conclusion',
      ],
      [
        'motif',
        'antecedents',
        'allergies',
        'traitement-entree',
        'histoire-maladie',
        'examen-clinique',
        'evolution',
        'traitement-sortie',
        'conclusion',
      ],
    ],
    [
      'CRO',
      ['Indication', 'Anesthésie', 'Installation', "Voie d'abord"],
      ['indication', 'anesthesie', 'intervention', 'intervention'],
    ],
    [
      'anapath',
      ['Renseignements cliniques', 'Macroscopie', 'Microscopie', 'Immunohistochimie', 'CONCLUSION'],
      ['renseignements-cliniques', 'macroscopie', 'microscopie', 'immunohistochimie', 'conclusion'],
    ],
    [
      'imagerie',
      ['INDICATION', 'TECHNIQUE', 'RÉSULTATS', 'CONCLUSION'],
      ['indication', 'technique', 'resultats', 'conclusion'],
    ],
    [
      'RCP',
      ['Motif de présentation en RCP', 'Résumé du dossier', 'Discussion', 'Proposition de la RCP'],
      ['motif', 'histoire-maladie', 'discussion', 'decision-rcp'],
    ],
    [
      'urgences',
      ['Motif de recours', 'Constantes', 'Examen à l’entrée', 'Conduite à tenir'],
      ['motif', 'constantes', 'examen-clinique', 'suites'],
    ],
  ])('%s', (_kind, titles, expected) => {
    expect(codes(titled(...titles))).toEqual(expected);
  });
});

describe('the cost', () => {
  it.each([
    ['prose', 'La patiente est suivie par le Dr. Morel depuis le 12.03.2024 pour une HTA. '],
    ['lines', 'Motif : chute\n- HER2 : score 3+\nSodium\t138\n\n'],
    ['dots', '...........'],
    ['blanks', '        '],
    ['titles without end', 'Conclusion '],
    ['colons', 'A:'],
    ['titles inside lines', 'Motif : chute. Résultat : rien. '],
    ['titles of many parts', 'évolution et conclusion clinique clinique du 12/03 '],
    [
      'folded lines',
      'la patiente est suivie depuis le mois de mars pour une douleur du genou de\ndroite et ',
    ],
    ['dotted values', 'pH ......... 7,38 '],
    ['cells', 'a\tb\t'],
    ['addresses', 'a@'],
    ['brackets', '[Motif] ('],
    ['dashes between words', 'Motif — '],
    ['short lines of capitals', 'ABCDEFGHIJ\n'],
  ])('follows the size of the text: %s', async (_name, piece) => {
    const read = (length: number) => segment(piece.repeat(Math.ceil(length / piece.length)));
    expect(await growsLinearly(read, { upTo: 800_000 })).toBe(true);
  });
});
