import { type Resource } from '@medplum/fhirtypes';
import { told } from './told.js';

export interface ReportRow {
  readonly id: string;
  readonly controlId: string;
  readonly state: string;
  readonly counts: { readonly replaced?: number; readonly resources?: number };
  readonly failureCode: string | null;
}

interface Version {
  readonly version: number;
  readonly action: string;
}

interface Journey {
  readonly report: Version;
  readonly versions: readonly Version[];
  readonly resources: readonly string[];
}

/** The running service, asked over HTTP as anyone would. */
export function createServiceClient(http: string) {
  const json = async <T>(path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${http}${path}`, {
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
    return (await response.json()) as T;
  };

  return {
    async reports(): Promise<ReportRow[]> {
      const { reports } = await json<{ reports: ReportRow[] }>('/reports/search', { limit: 500 });
      return reports;
    },
    /** What a clinician would read of one report, in a few words each. */
    async findings(reportId: string): Promise<string[]> {
      const { report, versions, resources } = await json<Journey>(`/reports/${reportId}`);
      const newest = versions.at(-1);
      if (newest && newest.version > report.version) {
        return [newest.action === 'deletion' ? 'retiré depuis' : 'remplacé depuis'];
      }
      const wanted = resources.filter((reference) => /^(Observation|Flag|DetectedIssue)\//.test(reference));
      const found = await Promise.all(wanted.map((reference) => json<Resource>(`/fhir/${reference}`)));
      return told(found);
    },
  };
}
