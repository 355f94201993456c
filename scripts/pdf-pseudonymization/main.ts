import 'reflect-metadata';
import { evaluateCommand } from '../../src/cli/evaluate/index.js';
import { measureAsPdf } from './measure.js';
import { PRODUCERS } from './report.js';

/** `npm run evaluate -- … --as-pdf`: options of its own, `--producer=…` and `--show=…`; the others are the command's. */
async function main(args: readonly string[]): Promise<number> {
  const own = (name: string): string | undefined =>
    args.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
  const producers = PRODUCERS.filter((one) => (own('producer') ?? one) === one);
  if (producers.length === 0) {
    process.stderr.write(`--producer: one of ${PRODUCERS.join(', ')}\n`);
    return 2;
  }
  const rest = args.filter((one) => !/^--(?:as-pdf$|producer=|show=)/.test(one));
  return evaluateCommand(rest, undefined, measureAsPdf({ producers, show: own('show') }));
}

process.exitCode = await main(process.argv.slice(2));
