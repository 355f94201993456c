import { writeFileSync } from 'node:fs';
import { type AssertionEvaluation, columns, evaluateAssertion, reportRows } from '../../evaluation/index.js';
import { type CommandOutput, EXIT } from '../output.js';
import { OUTPUT_FILES, type OutputFiles, readArguments } from './corpus-options.js';
import { writeLocalLines } from './leaks-file.js';
import { table } from './markdown.js';
import { outputRefused, refused, unwritable } from './said.js';

interface AssertionOptions extends OutputFiles {
  readonly corpus: string;
}

const OPTIONS = { corpus: { type: 'string' }, ...OUTPUT_FILES } as const;

/** Undefined where the command does not measure the assertion, or is none. */
export function readAssertionOptions(args: readonly string[]): AssertionOptions | undefined {
  const read = readArguments(args, OPTIONS);
  if (read?.subject !== 'assertion' || !read.values.corpus) return undefined;
  return { ...read.values, corpus: read.values.corpus };
}

/** Measures the assertion on marked lines: status 0, or 2 where there is nothing to measure. */
export function evaluateAssertionCommand(options: AssertionOptions, output: CommandOutput): number {
  const place = unwritable(options);
  if (place !== undefined) return outputRefused(place, output);
  const evaluated = evaluateAssertion(options.corpus);
  if (!evaluated.ok) return refused(evaluated.failure, output);
  const { figures, entities, differences } = evaluated.value;
  if (entities === 0) {
    output.err('no marked entity to measure\n');
    return EXIT.usage;
  }
  output.out(
    `${summary(evaluated.value)}; percentages with 95 % intervals\n\n${columns(reportRows(figures))}\n`,
  );
  if (options.report !== undefined)
    writeFileSync(
      options.report,
      `${JSON.stringify({ schema: 1, task: 'assertion', entities, figures }, null, 2)}\n`,
    );
  if (options.table !== undefined) writeFileSync(options.table, page(options, evaluated.value));
  if (options.leaks !== undefined) writeLocalLines(options.leaks, differences);
  return EXIT.ok;
}

const summary = ({ figures, entities }: AssertionEvaluation): string =>
  `${String(figures.reports)} lines, ${String(entities)} entities`;

function page({ corpus }: AssertionOptions, evaluation: AssertionEvaluation): string {
  const parts = [
    '# Figures of the assertion',
    `Written by \`npm run evaluate -- assertion --corpus ${corpus} --table <this file>\`; [what each figure means](evaluation.md).`,
    `${summary(evaluation)}. Percentages, with 95 % intervals.`,
    table(reportRows(evaluation.figures)),
  ];
  return `${parts.join('\n\n')}\n`;
}
