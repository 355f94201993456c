import { type Random } from '../random.js';
import { type Person, type Text } from './said.js';

const NAMES = ['ESSARTINEL', 'VERTOUILLE', 'BRANQUEVAL', 'MARGUENOT', 'TILLEFONDE', 'OSTREVIN'] as const;
const LETTERS = 'abcdefghijkmnpqrstuvwxyz';

/** Words that are in no dictionary, one for each text of a run. */
function markOf(number: number): string {
  let word = '';
  for (let left = number; left > 0 || word.length < 4; left = Math.floor(left / LETTERS.length))
    word = `${LETTERS[left % LETTERS.length] ?? ''}${word}`;
  return `zq${word}x`;
}

/** People and texts of one run. Nobody in them exists. */
export function createTexts(random: Random) {
  let [people, marks] = [0, 0];
  const aMark = () => markOf(++marks);
  const her2 = () => `HER2 : score ${random.pick(['0', '1+', '2+', '3+'])}`;
  const ki67 = () => `Ki-67 : ${random.between(1, 99)} %`;
  const textOf = (title: string, results: readonly string[], more: readonly string[] = []): Text => {
    const mark = aMark();
    return { mark, results, lines: [`${title} ${mark}`, ...more, ...results.map((line) => `- ${line}`)] };
  };
  return {
    person: (): Person => ({ ipp: `87${String(++people).padStart(5, '0')}`, lastName: random.pick(NAMES) }),
    anotherName: ({ lastName }: Person): string => random.pick(NAMES.filter((name) => name !== lastName)),
    /** A whole report: both results. */
    report: (person: Person): Text =>
      textOf('Examen', [her2(), ki67()], [`Patiente : Mme ${person.lastName} Apolline, née le 03/07/1962`]),
    /** A report that leaves Ki-67 to its addenda. */
    first: (): Text => textOf('Examen', [her2()]),
    /** The addendum that gives it. */
    completed: (): Text => textOf('Addendum', [ki67()]),
    /** An addendum without a result. */
    note: (): Text => textOf('Note', []),
    /** Names a relative in a form that rules read. */
    teacher: (): Text => textOf('Examen', [her2()], ['Patiente vue avec Mme Odile FONTARLIEU, sa fille.']),
    /** Names her in a form that they learn from the other documents of the stay. */
    pupil: (): Text => textOf('Examen', [ki67()], ['Sortie organisée avec fontarlieu, qui accepte.']),
  };
}

export type Texts = ReturnType<typeof createTexts>;
