import { type OperationOutcome, type OperationOutcomeIssue } from '@medplum/fhirtypes';

export type IssueCode = OperationOutcomeIssue['code'];

/** A place and a rule. Never the value found there. */
export interface Issue {
  readonly code: IssueCode;
  readonly text: string;
  readonly expression?: string;
}

/** A request we refuse. Thrown, because it must also roll the SQL transaction back. */
export class Refusal extends Error {
  readonly status: number;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, issues: readonly Issue[], headers: Readonly<Record<string, string>> = {}) {
    super(issues.map(({ text }) => text).join('; '));
    this.name = 'Refusal';
    this.status = status;
    this.issues = issues;
    this.headers = headers;
  }
}

export const refuse = (status: number, code: IssueCode, text: string, expression?: string): Refusal =>
  new Refusal(status, [{ code, text, ...(expression === undefined ? {} : { expression }) }]);

/** The same refusal, told from the entry of the Bundle it happened in. */
export function refusalAt(refusal: Refusal, place: string): Refusal {
  const issues = refusal.issues.map((issue) => ({ ...issue, expression: issue.expression ?? place }));
  return new Refusal(refusal.status, issues, refusal.headers);
}

export function outcomeOf(issues: readonly Issue[]): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(({ code, text, expression }) => ({
      severity: 'error',
      code,
      details: { text },
      ...(expression === undefined ? {} : { expression: [expression] }),
    })),
  };
}
