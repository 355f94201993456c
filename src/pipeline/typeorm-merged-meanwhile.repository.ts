import { type Sql } from '../database/index.js';
import { type Failure } from '../kernel/index.js';

/** A merge came while the report was on its walk: it begins again as one of the identity that stayed. */
export const IDENTITY_MERGED: Failure = {
  code: 'IDENTITY_MERGED',
  class: 'transient',
  message: 'the patient was merged during the walk: it begins again with the identity that stayed',
};

/** Of a row `report`: was its patient merged since it came? */
export const MERGED_SINCE = `EXISTS (SELECT 1 FROM passerelle.patient_alias AS alias
  WHERE alias.key = report.patient_key AND alias.since >= report.received_at)`;

/**
 * Forgets what a walk kept of a report under an identity that was merged since the report came: half a walk under each
 * would mix two date shifts. What is prepared for delivery stays as it is, and so does the text that was read. A zone that is
 * held is made anew: as one of the identity that stayed.
 */
export async function forgetStagesBeforeMerge(sql: Sql, reportId: string): Promise<void> {
  await sql.query(
    `UPDATE passerelle.journey AS journey SET pseudonymized_sealed = NULL, findings_sealed = NULL
     FROM passerelle.report AS report JOIN passerelle.patient_alias AS alias ON alias.key = report.patient_key
     WHERE journey.report_id = report.id AND report.id = $1 AND alias.since >= report.received_at
       AND (SELECT coalesce(bool_or(state = 'failed'), true) FROM passerelle.delivery_outbox
            WHERE report_id = report.id::text)`,
    [reportId],
  );
}
