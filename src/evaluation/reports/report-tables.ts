import { type Figure } from '../figures/bootstrap.js';
import { RESPONSE_CLASSES } from '../corpora/annotated-report.js';
import { percent, withInterval } from '../table.js';
import { type ReportFigures } from './report-figures.js';

/** One line per question: counts, rates, F1 with its 95 % interval. */
export function reportRows({ scopes }: ReportFigures): string[][] {
  const rate = ({ value }: Figure): string => percent(value);
  return [
    ['%', 'gold', 'found', 'missed', 'extra', 'P', 'R', 'F1'],
    ...scopes.map(({ name, expected, found, missed, extra, precision, recall, f1 }) => [
      name,
      ...[expected, found, missed, extra].map(String),
      ...[rate(precision), rate(recall), withInterval(f1)],
    ]),
  ];
}

/** Accuracy and mean F1, then gold classes by line and classes found by column. */
export function classRows({ classes }: ReportFigures): string[][] {
  if (!classes) return [];
  const cells = Object.entries(classes.confusion).map(([key, count]) => ({ key, count }));
  const found = [...new Set([...RESPONSE_CLASSES, ...cells.map(({ key }) => key.split(' > ')[1] ?? '')])];
  const cell = (gold: string, own: string) =>
    String(cells.find(({ key }) => key === `${gold} > ${own}`)?.count ?? '.');
  return [
    ['gold > found', ...found],
    ...RESPONSE_CLASSES.map((gold) => [gold, ...found.map((own) => cell(gold, own))]),
  ];
}

export const classSummary = ({ classes }: ReportFigures): string =>
  classes
    ? `accuracy ${withInterval(classes.accuracy)}, mean F1 of the classes ${withInterval(classes.macroF1)}`
    : '';
