import { aDocument, aPseudonymizer, known, thePolicy } from '../../test/support/pseudonymization/index.js';

async function written(
  policy: string,
  text: string,
  birthDate: string,
  fallbackKey = 'lineage',
): Promise<string> {
  const identity = { lastName: 'VASSEROT', firstNames: ['Odile'], birthDate };
  const made = await aPseudonymizer({ policy: thePolicy(policy) }).pseudonymize(
    aDocument(text),
    known({ identity, fallbackKey }),
  );
  return made.ok ? made.value.text : `refused: ${made.failure.message}`;
}

describe('a birth date of which the year is left', () => {
  it('stops nobody who was born on 1 January', async () => {
    expect(await written('warehouse', 'Patiente née le 01/01/1962.', '1962-01-01')).toBe(
      'Patiente née le 01/01/1962.',
    );
  });

  it.each([
    ['née le 17/04/1926, vue le 12/03/2024', /née le 01\/01\/1934, vue/],
    ['née en 1926, vue le 12/03/2024', /née en 1934, vue/],
    ['née le 17/04/1962, vue le 12/03/2024', /née le 01\/01\/1962, vue/],
  ])('tells no age above the cap: %s', async (text, expected) => {
    const [, year = ''] = /(?:\/| )(19\d\d)/.exec(text) ?? [];
    expect(await written('warehouse', text, `${year}-04-17`)).toMatch(expected);
  });
});

describe('a shifted date', () => {
  it('may fall on the day of birth', async () => {
    const days = Array.from({ length: 94 }, (_, at) => new Date(Date.UTC(2024, 0, 1 + (at - 47) * 7)));
    const text = days.map((day) => `Vu le ${day.toISOString().slice(0, 10).split('-').reverse().join('/')}.`);
    expect(await written('care', text.join('\n'), '2024-01-01')).toContain('01/01/2024');
  });
});

describe('the day of birth the message knows', () => {
  it.each(['care', 'warehouse', 'training', 'demonstration'])(
    'is read however it is written, under %s',
    async (policy) => {
      const ways = [
        ...[
          '17\u00a0avril\u00a01962',
          '17\u202favril 1962',
          '17/04/\n1962',
          '17_04_1962',
          '17·04·1962',
          '17|04|1962',
        ],
        ...[
          '17avril1962',
          '17/IV/1962',
          '04/17/1962',
          '17041962',
          '19620417',
          '17 04 1962',
          '17/04/1962à 8h',
        ],
        ...['17/04/1962-17/05/1962', 'dix-sept avril mille neuf cent soixante-deux', 'dix sept avril 1962'],
        ...['DIX-SEPT AVRIL 1962', 'né17/04/1962', '17 Avril\n1962', '17 avril 1962'],
      ];
      for (const way of ways)
        for (const before of ['née le ', 'DDN : ', 'revue, ']) {
          const text = await written(policy, `Patiente ${before}${way}, va bien.`, '1962-04-17');
          expect(text).not.toMatch(
            /refused|17\D{0,3}(?:04|avril|IV)|(?:04|avril)\D{0,4}(?:17|19|mille)|0417|sept avril/i,
          );
        }
    },
  );
});

describe('dates of care', () => {
  it.each([
    ['du 12/03/2024-15/03/2024', /12\/03|15\/03/],
    ['du 12.03.2024-15.03.2024', /12\.03|15\.03/],
    ['le 12/03/2024à 8h', /12\/03/],
    ['le 12\u00a0mars\u00a02024', /mars/],
    ['le vingt-sept mars 2024', /mars/],
    ['le vingt-sept mars deux mille vingt-quatre', /mars/],
  ])('%s are moved', async (text, before) => {
    expect(await written('care', `Vu ${text}.`, '1962-04-17')).not.toMatch(before);
  });

  it('of September stay dates', async () => {
    for (const text of ['le 10 sept 2024', 'le dix sept 2024', 'le 10-sept-2024'])
      expect(await written('care', `Vu ${text}.`, '1962-04-17')).not.toMatch(/sept/);
  });
});

describe('an age above the cap', () => {
  it.each([
    ...[
      '98 ans',
      '98ans',
      '98-ans',
      '98 an',
      '98\u00a0ans',
      '98.5 ans',
      '98 ½ ans',
      'Age : 98',
      'Âge 98',
      'âge=98',
    ],
    ...[
      'quatre-vingt-dix-huit ans',
      'QUATRE-VINGT-DIX-HUIT ANS',
      'cent deux ans',
      'sa 98e année',
      'son 98ème anniversaire',
    ],
    ...['patiente centenaire'],
  ])('is not told: %s', async (text) => {
    const made = await written('warehouse', `Mme VASSEROT, ${text}, vue.`, '1926-04-17');
    expect(made).not.toMatch(/98|refused|huit|cent/i);
    expect(made).toMatch(/90|quatre-vingt/i);
  });

  it.each([
    'depuis 98 ans',
    'quatre-vingts ans',
    'cent mg',
    '98 % à l’air',
    'Age : 24 mois',
    'à 98, puis',
    'saturation 98',
  ])('is none: %s', async (text) => {
    expect(await written('warehouse', `Vue, ${text}.`, '1926-04-17')).toBe(`Vue, ${text}.`);
  });
});
