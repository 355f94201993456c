import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { findingsIn } from './marked-examples.js';

/** One excerpt of test/corpora/tumor-biomarkers. A result is written `name status [=value] [historical] [open]`. */
interface BlindExample {
  readonly title: string;
  readonly text: string;
  readonly expected: readonly string[];
}

export interface Figures {
  readonly n: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const FOLDER = new URL('../../../test/corpora/tumor-biomarkers/', import.meta.url);

export function blindExamples(file: string): BlindExample[] {
  return parse(readFileSync(new URL(file, FOLDER), 'utf8')) as BlindExample[];
}

/** Name and status, then name, status, value, temporality and assertion; the same result said twice counts once. */
export type Level = 'status' | 'full';

const atLevel = (written: string, level: Level) =>
  level === 'full' ? written : written.split(' ').slice(0, 2).join(' ');

function writtenOf(text: string): string[] {
  return findingsIn(text).map(({ value, temporality, assertion }) =>
    [
      value.name,
      value.status,
      ...(value.value === null ? [] : [`=${value.value}`]),
      ...(temporality === 'historical' ? ['historical'] : []),
      ...(assertion === 'Indetermine' ? ['open'] : []),
    ].join(' '),
  );
}

export interface Difference {
  readonly title: string;
  readonly missed: readonly string[];
  readonly invented: readonly string[];
}

export function measure(examples: readonly BlindExample[], level: Level) {
  let right = 0;
  let wanted = 0;
  let given = 0;
  const differences: Difference[] = [];
  for (const { title, text, expected } of examples) {
    const want = new Set(expected.map((each) => atLevel(each, level)));
    const give = new Set(writtenOf(text).map((each) => atLevel(each, level)));
    const missed = [...want].filter((each) => !give.has(each));
    const invented = [...give].filter((each) => !want.has(each));
    right += want.size - missed.length;
    wanted += want.size;
    given += give.size;
    if (missed.length + invented.length > 0) differences.push({ title, missed, invented });
  }
  const rounded = (rate: number) => Math.round(rate * 1000) / 1000;
  const precision = right / given;
  const recall = right / wanted;
  const figures: Figures = {
    n: wanted,
    precision: rounded(precision),
    recall: rounded(recall),
    f1: rounded((2 * precision * recall) / (precision + recall)),
  };
  return { figures, differences };
}
