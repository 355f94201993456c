import { type Detector } from '../candidate.js';
import { detectKnownFacts } from './facts.js';
import { detectKnownNames } from './names.js';

/** What the message itself knows, found in the text. */
export const identityDetector: Detector = {
  id: 'identity',
  detect: (input) => [...detectKnownNames(input), ...detectKnownFacts(input)],
};
