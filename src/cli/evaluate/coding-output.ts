import { type CodingEvaluation, columns, type Figure } from '../../evaluation/index.js';
import { table } from './markdown.js';

const percent = (value: number | null): string => (value === null ? '—' : (value * 100).toFixed(1));
const written = ({ value, low, high }: Figure): string =>
  value === null ? '—' : `${percent(value)} [${percent(low)}–${percent(high)}]`;

function rows({ proposers }: CodingEvaluation): string[][] {
  const [first] = proposers;
  const names = Object.keys(first?.figures ?? {});
  return [
    ['%', ...proposers.map(({ name }) => name)],
    ...names.map((name) => [
      name,
      ...proposers.map(({ figures }) => written(figures[name] ?? { value: null, low: null, high: null })),
    ]),
  ];
}

const partRows = ({ parts }: CodingEvaluation): string[][] => [
  ['stays', 'n', 'DP exact, first'],
  ...parts.map(([part, stays, right]) => [part, String(stays), percent(right / stays)]),
];

const told = ({ stays, invalid, failed }: CodingEvaluation): string =>
  `${stays} stays, ${invalid} codes invalid for their role, documents not read: ${
    Object.entries(failed)
      .map(([code, count]) => `${count} ${code}`)
      .join(', ') || 'none'
  }`;

/** What people read. */
export const codingPrinted = (evaluation: CodingEvaluation): string =>
  [
    `${told(evaluation)}; percentages with 95 % intervals`,
    columns(rows(evaluation)),
    columns(partRows(evaluation)),
    `milliseconds a stay, once its documents are read: ${evaluation.milliseconds.toFixed(2)}\n`,
  ].join('\n\n');

/** A page of figures for docs/, the same each time: no speed, no time of day. */
export const codingPage = (corpus: string, evaluation: CodingEvaluation): string =>
  `${[
    '# Figures of medical-coding',
    `Written by \`npm run evaluate -- medical-coding --corpus ${corpus} --table <this file>\`; [what each figure means](evaluation.md).`,
    `${told(evaluation)}. Percentages, with 95 % intervals.`,
    table(rows(evaluation)),
    table(partRows(evaluation)),
  ].join('\n\n')}\n`;

/** What may leave the machine: counts and rates, no text and no id of a stay. */
export const codingJson = ({ stays, invalid, failed, proposers, parts }: CodingEvaluation): object => ({
  ...{ schema: 1, task: 'medical-coding', stays, invalid, failed, proposers, parts },
});
