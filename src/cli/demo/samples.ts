import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One fictitious message and what must become of it: samples/samples.json. */
export interface Sample {
  readonly file: string;
  readonly title: string;
  readonly patient: string;
  readonly controlId: string;
  readonly expected: {
    readonly acknowledgement: string;
    /** State its report ends in; `none` where the message makes no report of its own. */
    readonly state: string;
  };
}

const FOLDER = 'samples';

export const samplePath = ({ file }: Sample): string => join(FOLDER, file);

export const readSamples = (): Sample[] =>
  JSON.parse(readFileSync(join(FOLDER, 'samples.json'), 'utf8')) as Sample[];
