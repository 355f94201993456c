import { type Expected, type ExpectedFinding, type Sample } from './sample.js';

const ABSENT = { Present: '', Absent: ' absent', Indetermine: ' indéterminé' } as const;

function finding({ name, status, value, result, assertion = 'Present' }: ExpectedFinding): string {
  const told = [status, value && `(${value})`, result].filter(Boolean).join(' ');
  return `${name}${told && ` ${told}`}${ABSENT[assertion]}`;
}

function outcome({ events, error, state, findings, repeats }: Expected): string {
  if (repeats) return `nothing new: the report of \`${repeats}\` stands`;
  if (error) return `refused: ERR-3 ${error.condition}, ERR-2 \`${error.location}\``;
  if (events[0] === 'identity') return 'identity and stay updated';
  const found = findings.map(finding).join(', ');
  const end = events[0] === 'original' ? state : `${events[0]}, ${state}`;
  return found ? `${end}: ${found}` : end;
}

const row = (...cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** samples/README.md, from the samples themselves. */
export function renderReadme(samples: readonly Sample[]): string {
  return [
    '# Samples',
    '',
    'Reports that a French hospital would send, one HL7 v2 message a file, without the MLLP frame: `passerelle send',
    '<file>` and `npm run demo` frame them, and send them in the order of their names. Charsets and line ends are part of',
    'what they show: an editor that changes a byte breaks them (`.gitattributes` keeps git from it).',
    '',
    'Every person, hospital, town and address is invented. Telephone numbers are of the ranges that ARCEP keeps for',
    'fiction, postcodes and OIDs (`2.999`) are attributed to no one, NIR and RPPS have a wrong key on purpose. Messages say',
    'so too: MSH-11 `D`, PID-32 `FICT`, an INS under the OID of tests.',
    '',
    'The files and this page are written by `scripts/samples/`; `node dist/scripts/samples/main.js` writes them again and',
    '`--check` fails where they differ. The findings below are what a person reads in the report, in the words of the',
    'batch contract: the main ones, not all, and not what a program was seen to give. `samples.json` holds the same for',
    'programs.',
    '',
    row('file', 'what it shows', 'acknowledgement', 'expected outcome'),
    row('---', '---', '---', '---'),
    ...samples.map((sample) =>
      row(`\`${sample.file}\``, sample.shows, sample.expected.acknowledgement, outcome(sample.expected)),
    ),
    '',
  ].join('\n');
}

/** samples/samples.json: what a program that sends them should see. */
export function renderJson(samples: readonly Sample[]): string {
  const entries = samples.map(({ file, title, patient, controlId, expected }) => ({
    file,
    title,
    patient,
    controlId,
    expected,
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}
