import { type Observation, type Resource } from '@medplum/fhirtypes';
import { type DataSource } from 'typeorm';
import { createTypeormOutbox } from '../../delivery/index.js';
import { storedObservations } from '../../fhir/index.js';
import { unitsOfStays } from '../../patients/index.js';
import { type Cipher } from '../../security/index.js';
import { type Period, type Told } from './count.js';
import { dayOf, itemOf } from './said.js';

export interface StoredDependencies {
  readonly dataSource: DataSource;
  readonly cipher: Cipher;
  /** Our own FHIR endpoint is the care server: what a person decided stands there. */
  readonly isEmbedded: boolean;
}

interface Row {
  readonly lineage: string;
  readonly stay_key: string | null;
  readonly patient_key: string | null;
  readonly day: string;
}

/** Stays without a known unit. */
export const NO_UNIT = '(unité inconnue)';
/** A result is of an earlier day than its report: none later than so. */
const REPORTED_WITHIN_DAYS = 92;
const AT_ONCE = 200;

/**
 * What was delivered of infections for every stay that has a report about the period, the earlier reports of that stay
 * too: what they say is not new.
 */
export async function storedInfections(period: Period, dependencies: StoredDependencies): Promise<Told[]> {
  const { dataSource, cipher } = dependencies;
  const rows = await reportsOf(dataSource, period);
  const stayKeys = [...new Set(rows.flatMap(({ stay_key: key }) => key ?? []))];
  const unitOf = await unitsOfStays(dataSource, cipher, stayKeys);
  const told: Told[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    for (const { row, observation } of await observationsOf(some, dependencies)) {
      const item = itemOf(observation);
      if (!item) continue;
      const day = dayOf(observation.effectiveDateTime, row.day);
      // Without a stay, all that is known of a patient is one; without either, a document.
      const stay = row.stay_key ?? row.patient_key ?? row.lineage;
      const unit = (row.stay_key && unitOf(row.stay_key, day)) || NO_UNIT;
      told.push({ item, stay, unit, day });
    }
  }
  return told;
}

async function reportsOf(dataSource: DataSource, { from, to }: Period): Promise<readonly Row[]> {
  return dataSource.query<Row[]>(
    `WITH standing AS (
       SELECT DISTINCT ON (lineage) lineage, stay_key, patient_key,
              coalesce(document_date, received_at::date) AS day
       FROM passerelle.report WHERE state = 'delivered' ORDER BY lineage, version DESC
     ), asked AS (
       SELECT * FROM standing WHERE day >= $1::date AND day <= $2::date + ${REPORTED_WITHIN_DAYS}
     )
     SELECT lineage, stay_key, coalesce(alias.patient_key, told.patient_key) AS patient_key, day::text
     FROM (SELECT * FROM asked
           UNION SELECT * FROM standing WHERE stay_key IN (SELECT stay_key FROM asked)) AS told
     LEFT JOIN passerelle.patient_alias AS alias ON alias.key = told.patient_key
     ORDER BY day, lineage`,
    [from, to],
  );
}

interface Found {
  readonly row: Row;
  readonly observation: Observation;
}

async function observationsOf(
  rows: readonly Row[],
  { dataSource, cipher, isEmbedded }: StoredDependencies,
): Promise<Found[]> {
  const outbox = createTypeormOutbox(dataSource, cipher);
  const found: Found[] = [];
  for (const row of rows) {
    const delivered = await outbox.lastDelivered(row.lineage, 'care');
    for (const { resource } of delivered)
      if (isObservation(resource)) found.push({ row, observation: resource });
  }
  if (!isEmbedded) return found;
  const ids = found.flatMap(({ observation }) => observation.id ?? []);
  const standing = await storedObservations(dataSource, cipher, ids);
  return found.map((one) => ({
    ...one,
    observation: standing.get(one.observation.id ?? '') ?? one.observation,
  }));
}

const isObservation = (resource: Resource): resource is Observation =>
  resource.resourceType === 'Observation';
