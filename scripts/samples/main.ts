import { fileURLToPath } from 'node:url';
import { driftedSamples, writeSamples } from './write-samples.js';

// Compiled to dist/scripts/samples/.
const FOLDER = fileURLToPath(new URL('../../../samples', import.meta.url));

if (process.argv.includes('--check')) {
  const drifted = await driftedSamples(FOLDER);
  if (drifted.length > 0) {
    console.error(`samples/ differs from scripts/samples/: ${drifted.join(', ')}`);
    process.exitCode = 1;
  }
} else {
  console.log(`${await writeSamples(FOLDER)} files written in samples/`);
}
