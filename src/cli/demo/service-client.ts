import { type Observation, type Resource } from '@medplum/fhirtypes';

/** LOINC of a variant's gene and of its HGVS names. */
const VARIANT_NAMES = new Set(['48018-6', '48004-6', '48005-3']);

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
      const wanted = resources.filter((reference) => /^(Observation|Flag)\//.test(reference));
      const found = await Promise.all(wanted.map((reference) => json<Resource>(`/fhir/${reference}`)));
      return found.flatMap(describe);
    },
  };
}

function describe(resource: Resource): string[] {
  if (resource.resourceType === 'Flag') return [resource.code.text ?? 'alerte'];
  if (resource.resourceType !== 'Observation' || resource.status === 'entered-in-error') return [];
  const isHistory = resource.category?.some(({ text }) => text === 'Antécédent');
  const told = valueOf(resource);
  // Absent now: beside a name it would read as a denial of what was.
  const past = told === 'Absent' ? 'antécédent' : `${told} (antécédent)`.trim();
  const value = isHistory ? past : told;
  return [value ? `${nameOf(resource)} : ${value}` : nameOf(resource)];
}

/** A variant is named by its gene and its change, anything else by its code. */
function nameOf({ code, component = [] }: Observation): string {
  const told = component.filter(({ code: { coding = [] } }) =>
    coding.some((one) => VARIANT_NAMES.has(one.code ?? '')),
  );
  const words = told.map(
    ({ valueCodeableConcept: concept }) => concept?.text ?? concept?.coding?.[0]?.display ?? '',
  );
  const name = code.text ?? code.coding?.[0]?.display ?? code.coding?.[0]?.code ?? '';
  return words.length > 0 ? words.join(' ') : name;
}

function valueOf({ valueQuantity, valueCodeableConcept, valueString, interpretation }: Observation): string {
  if (valueQuantity?.value !== undefined) return `${valueQuantity.value} ${valueQuantity.unit ?? ''}`.trim();
  const concept = valueCodeableConcept ?? interpretation?.[0];
  return valueString ?? concept?.text ?? concept?.coding?.[0]?.display ?? concept?.coding?.[0]?.code ?? '';
}
