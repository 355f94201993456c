import { decideGene } from './decide-gene.js';
import { decideHer2 } from './decide-her2.js';
import { decideProtein, decideReceptor, decideRepair } from './decide-protein.js';
import {
  decideBurden,
  decideCheckpoint,
  decideInstability,
  decideProliferation,
  decideScore,
} from './decide-rate.js';
import { decideSerum } from './decide-serum.js';
import { decideTranscript } from './decide-transcript.js';
import { type Outcome, saidBy } from './outcome.js';
import { type Reading } from './reading.js';
import { type Biomarker } from './terms.js';

/**
 * What the readings of one statement say of one biomarker. Pure. Empty when no result is stated.
 * `distance` counts the unknown words between the name and its first result.
 */
export function decide(biomarker: Biomarker, readings: readonly Reading[], distance: number): Outcome[] {
  return saidBy(readings.flat(), outcomesOf(biomarker, readings, distance));
}

function outcomesOf(biomarker: Biomarker, readings: readonly Reading[], distance: number): Outcome[] {
  switch (biomarker.family) {
    case 'hormone':
      return decideReceptor(readings);
    case 'her2':
      return decideHer2(readings);
    case 'proliferation':
      return decideProliferation(readings);
    case 'checkpoint':
      return decideCheckpoint(readings);
    case 'protein':
      return decideProtein(readings, biomarker.cutOff);
    case 'repair':
      return decideRepair(readings);
    case 'gene':
    case 'fusion':
      return biomarker.name.includes('-') && biomarker.family === 'fusion'
        ? decideTranscript(readings)
        : decideGene(readings, biomarker.family);
    case 'instability':
    case 'anomaly':
      return decideInstability(readings, biomarker.name);
    case 'burden':
      return decideBurden(readings);
    case 'score':
      return decideScore(readings);
    case 'serum':
      return decideSerum(readings, biomarker, distance);
  }
}
