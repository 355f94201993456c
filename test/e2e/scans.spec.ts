import { type DocumentReference, type Observation } from '@medplum/fhirtypes';
import { type TestDatabase } from '../support/database/database.js';
import { engineIn } from '../support/documents/engine.js';
import { greyPng, pdfOf } from '../support/documents/pdf-files.js';
import { tiffOf } from '../support/documents/picture-files.js';
import { createServiceDatabase } from '../support/service/database.js';
import { withFolder } from '../support/service/folder.js';
import { aTextReport } from '../support/service/messages.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';
import { until } from '../support/service/until.js';

let database: TestDatabase;
let service: Service | undefined;

beforeAll(async () => {
  database = await createServiceDatabase();
}, 60_000);
afterAll(async () => {
  await service?.kill();
  await database?.drop();
});

/** A letter that is typed, with a scanned result behind it. */
const aMixedPdf = () =>
  pdfOf([
    (pdf) => pdf.text('Patiente : Mme ESSARTINEL Apolline. Motif : bilan d’extension.'),
    (pdf) =>
      pdf.image(greyPng(2, [0, 90, 180, 255]), 0, 0, { width: pdf.page.width, height: pdf.page.height }),
  ]);

const metric = async (running: Service, code: string): Promise<number> => {
  const { text } = await running.api.ask('/metrics');
  const line = text
    .split('\n')
    .find((one) => one.startsWith('passerelle_failures_total{') && one.includes(`code="${code}"`));
  return Number(line?.split(' ').at(-1) ?? 0);
};

it(
  'scans are refused and counted where nothing reads them, and read whole once something does',
  () =>
    withFolder(async (folder) => {
      const settings = onDatabase(database.url, someKeys());
      const without = (service = await startService(settings));
      const sender = await without.sender();
      const files = [
        { type: 'application', subtype: 'pdf', bytes: await aMixedPdf() },
        { type: 'image', subtype: 'tiff', bytes: tiffOf([{ width: 30, height: 20 }]) },
      ];
      for (const [at, file] of files.entries()) {
        const sent = aTextReport({
          controlId: `SCAN-${at}`,
          documentId: `SCAN-${at}`,
          ipp: `8300${at}`,
          file,
        });
        expect((await sender.send(sent)).code).toBe('AA');
      }
      sender.close();
      await until(async () => (await without.api.reports({ state: 'failed' })).length === files.length);
      const failed = await without.api.reports({ state: 'failed' });
      expect(failed.map(({ failureCode }) => failureCode).sort()).toEqual([
        'DOCUMENT_PARTLY_SCANNED',
        'DOCUMENT_WITHOUT_TEXT',
      ]);
      for (const { failureCode } of failed) expect(await metric(without, failureCode ?? '')).toBe(1);
      expect(await without.api.resources<DocumentReference>('DocumentReference')).toEqual([]);
      await without.stop();

      const engine = engineIn(folder, 'HER2 : score 3+');
      const reading = (service = await startService({
        ...settings,
        PASSERELLE_DOCUMENTS__OCR__TESSERACT: engine,
      }));
      for (const { id } of failed) {
        expect((await reading.api.ask(`/dead-letters/${id}/replay`, { method: 'POST' })).status).toBe(202);
      }
      await until(async () => (await reading.api.reports({ state: 'delivered' })).length === files.length);
      const documents = await reading.api.resources<DocumentReference>('DocumentReference');
      const texts = documents.flatMap(({ content }) =>
        content
          .filter(({ attachment }) => attachment.contentType?.startsWith('text/plain'))
          .map(({ attachment }) => Buffer.from(attachment.data ?? '', 'base64').toString()),
      );
      expect(texts.sort()).toEqual([
        'HER2 : score 3+',
        'Patiente : Mme ESSARTINEL Apolline. Motif : bilan d’extension.\nHER2 : score 3+',
      ]);
      const observations = await reading.api.resources<Observation>('Observation');
      expect(observations.length).toBeGreaterThanOrEqual(2);
    }),
  120_000,
);
