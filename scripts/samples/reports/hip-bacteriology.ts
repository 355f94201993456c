/** Bacteriology of an infected hip prosthesis, as the sections of a CDA level 3; rows make tables. */
export interface NarrativeSection {
  /** LOINC. */
  readonly code: string;
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly table?: readonly (readonly string[])[];
}

export const HIP_BACTERIOLOGY: readonly NarrativeSection[] = [
  {
    code: '29299-5',
    title: 'Renseignements cliniques',
    paragraphs: [
      "Mme D'ESCARVEL Perrine, née HUBERMOND le 23/12/1946, 79 ans, IPP 900055834. Hospitalisée en chirurgie orthopédique depuis le 1er février 2026 (Dr Roland VESPÉRINE, poste 4127).",
      "Prothèse totale de hanche gauche posée le 08/01/2026. Écoulement de la cicatrice depuis le 29 janvier, fièvre à 38,6 °C. Reprise au bloc le 02/02/2026 : lavage, changement des pièces mobiles, cinq prélèvements avant toute antibiothérapie.",
      "Madame d'Escarvel est allergique à la pénicilline (éruption en 1998). Antécédent de portage nasal de SARM en 2022, décolonisé. La personne à prévenir est sa fille, Mme Ludivine d'Escarvel, 06 39 98 88 41.",
    ],
  },
  {
    code: '18725-2',
    title: 'Examen bactériologique',
    paragraphs: [
      'Prélèvements peropératoires n° 26B001742 à 26B001746, reçus le 02/02/2026 à 12 h 10.',
      'Examen direct : très nombreux polynucléaires altérés, rares cocci à Gram positif en amas.',
      'Culture : Staphylococcus aureus dans cinq prélèvements sur cinq. Absence de germe anaérobie après dix jours.',
      'Hémocultures du 02/02/2026 (3 paires) : restées stériles, pas de bactériémie associée.',
    ],
  },
  {
    code: '18769-0',
    title: 'Antibiogramme de Staphylococcus aureus (EUCAST / CA-SFM 2025)',
    table: [
      ['Antibiotique', 'CMI (mg/L)', 'Catégorie'],
      ['Pénicilline G', '> 2', 'R'],
      ['Oxacilline', '0,5', 'S'],
      ['Gentamicine', '0,5', 'S'],
      ['Érythromycine', '> 8', 'R'],
      ['Clindamycine', '0,25', 'R'],
      ['Ofloxacine', '0,5', 'S'],
      ['Rifampicine', '< 0,06', 'S'],
      ['Cotrimoxazole', '0,25', 'S'],
      ['Vancomycine', '1', 'S'],
      ['Linézolide', '2', 'S'],
    ],
  },
  {
    code: '55110-1',
    title: 'Conclusion',
    paragraphs: [
      "Infection précoce de prothèse de hanche gauche à Staphylococcus aureus sensible à l'oxacilline : pas de SARM. Résistance inductible à la clindamycine.",
      "Résultat communiqué le 05/02/2026 à 9 h 15 au Dr Vespérine et à l'infectiologue, Dr Lise OMBREDANT. En raison de l'allergie, la céfazoline sera introduite sous surveillance.",
      'Validation biologique : Dr Sidonie ARCOURBET, 13/02/2026. Laboratoire : 01 99 00 16 00.',
    ],
  },
];
