/** What a use case should find in a sample, in the words of docs/batch-contract.md. */
export interface ExpectedFinding {
  readonly useCase: 'tumor-biomarkers' | 'treatment-response' | 'infections';
  readonly kind?: 'Infection' | 'Bacterie' | 'Bacteriemie' | 'Susceptibility' | 'Resistance' | 'Alert';
  readonly name: string;
  /** Biomarkers. */
  readonly status?: string;
  readonly value?: string;
  /** Infections; `Present` unless told. */
  readonly assertion?: 'Present' | 'Absent' | 'Indetermine';
  /** Of a susceptibility. */
  readonly result?: 'S' | 'I' | 'R';
}

/** What the receiver should do with a sample. */
export interface Expected {
  readonly acknowledgement: 'AA' | 'AE';
  /** ERR-3, and ERR-2 as written. */
  readonly error?: { readonly condition: number; readonly location: string };
  readonly events: readonly ('original' | 'replacement' | 'deletion' | 'identity')[];
  /** State of the report at the end; none for identities and refused messages. */
  readonly state: 'delivered' | 'none';
  readonly findings: readonly ExpectedFinding[];
  /** File whose bytes these are: answered as it was, and nothing is done twice. */
  readonly repeats?: string;
}

export interface Sample {
  readonly file: string;
  /** Label for a person, in French. */
  readonly title: string;
  /** As a table shows the patient; fictitious. */
  readonly patient: string;
  /** What it is there to show. */
  readonly shows: string;
  /** MSH-10. */
  readonly controlId: string;
  readonly expected: Expected;
  readonly bytes: () => Buffer | Promise<Buffer>;
}

export const biomarker = (name: string, status: string, value?: string): ExpectedFinding => ({
  useCase: 'tumor-biomarkers',
  name,
  status,
  ...(value && { value }),
});

export const infection = (
  kind: NonNullable<ExpectedFinding['kind']>,
  name: string,
  more: Pick<ExpectedFinding, 'assertion' | 'result'> = {},
): ExpectedFinding => ({ useCase: 'infections', kind, name, ...more });

export const response = (name: string): ExpectedFinding => ({ useCase: 'treatment-response', name });

const NOTHING: Expected = { acknowledgement: 'AA', events: ['original'], state: 'delivered', findings: [] };

export const expected = (over: Partial<Expected> = {}): Expected => ({ ...NOTHING, ...over });
