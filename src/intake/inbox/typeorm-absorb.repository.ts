import { randomUUID } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { draftFromBytes, draftToBytes } from '../sealed-draft.js';
import { type InboxDependencies } from './dependencies.js';
import { nextVersion } from './lineage-rows.js';

/**
 * A document came without its parent and began a lineage; then it came as the replacement of another one. What was
 * said of it goes on in the older lineage, and what the younger one gave out is withdrawn.
 */
export function createAbsorb({ cipher, clock }: Pick<InboxDependencies, 'cipher' | 'clock'>) {
  return {
    /** The messages of one lineage go on in another, after its own. */
    async move(sql: EntityManager, from: string, into: string): Promise<void> {
      const rows: { id: string }[] = await sql.query(
        `SELECT id FROM passerelle.report WHERE lineage = $1 AND waits_for = '{}' ORDER BY version FOR UPDATE`,
        [from],
      );
      for (const { id } of rows) {
        await sql.query(`UPDATE passerelle.report SET lineage = $2, version = $3 WHERE id = $1`, [
          ...[id, into, await nextVersion(sql, into)],
        ]);
      }
      await sql.query(`UPDATE passerelle.lineage_document SET lineage = $2 WHERE lineage = $1`, [from, into]);
    },

    /** In the lineage that is left: a withdrawal, by the message that told. */
    async withdraw(sql: EntityManager, from: string, reportId: string): Promise<void> {
      const [told] = (await sql.query(`SELECT content_sealed FROM passerelle.report WHERE id = $1`, [
        reportId,
      ])) as [{ content_sealed: Buffer }];
      const draft = draftFromBytes(cipher.open(told.content_sealed, `report:${reportId}`));
      const id = randomUUID();
      const sealed = cipher.seal(
        draftToBytes({ ...draft, action: 'deletion', payloads: [] }),
        `report:${id}`,
      );
      await sql.query(
        `WITH report AS (
           INSERT INTO passerelle.report
             (id, message_id, source, lineage, version, action, type_code, document_hash, patient_key, stay_key,
              document_date, received_at, content_sealed, state, state_since)
           SELECT $2, message_id, source, $3, $4, 'deletion', type_code, document_hash, patient_key, stay_key,
                  document_date, received_at, $5, 'received', $6
           FROM passerelle.report WHERE id = $1 RETURNING id
         )
         INSERT INTO passerelle.report_event (report_id, at, step, code)
         SELECT id, $6, 'received', 'LINEAGE_JOINED' FROM report`,
        [reportId, id, from, await nextVersion(sql, from), sealed, clock.now()],
      );
    },
  };
}
