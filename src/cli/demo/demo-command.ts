import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningService, startService } from '../../service.js';
import { type CommandOutput, EXIT, standardOutput } from '../output.js';
import { sendFile } from '../send/index.js';
import { demoConfig, emptyDemo } from './demo-config.js';
import { readSamples, type Sample, samplePath } from './samples.js';
import { createServiceClient, type ReportRow } from './service-client.js';
import { type DemoRow, renderProgress, renderTable } from './table.js';

const DELIVERY_TIMEOUT_MS = 120_000;
const PARENT_CHECK_MS = 2_000;
const WALKING = ['received', 'processing'];

interface SentSample {
  readonly sample: Sample;
  readonly acknowledgement: string;
}

/** `npm run demo`: everything for real, on this machine, with fictitious reports. */
export async function demoCommand(
  args: readonly string[],
  output: CommandOutput = standardOutput,
): Promise<number> {
  if (args.some((arg) => arg !== '--once')) {
    output.err('Usage : npm run demo [-- --once]\n');
    return EXIT.usage;
  }
  output.out('Passerelle : démarrage de PostgreSQL, du serveur FHIR et de l’écoute MLLP…\n');
  const service = await start(output);
  if (!service) return EXIT.failed;
  try {
    const sent = await sendSamples(service, output);
    const client = createServiceClient(service.http);
    const reports = await untilDelivered(client.reports, output);
    const rows = await Promise.all(sent.map((one) => toRow(one, reports, client.findings)));
    output.out(`\n${renderTable(rows, process.stdout.columns ?? 150)}\n`);
    const surprises = sent.filter((one, at) => !isAsExpected(one, rows[at] as DemoRow));
    for (const { sample } of surprises) output.err(`Résultat inattendu : ${sample.file}\n`);
    if (args.includes('--once')) return surprises.length === 0 ? EXIT.ok : EXIT.failed;
    output.out(addresses(service));
    await untilStopped();
    output.out('\nArrêt…\n');
    return EXIT.ok;
  } finally {
    await service.stop();
  }
}

async function start(output: CommandOutput): Promise<RunningService | undefined> {
  try {
    await emptyDemo();
    const config = await demoConfig();
    if (!config.ok) throw new Error(config.failure.message);
    return await startService(config.value);
  } catch (error) {
    output.err(
      `La démonstration ne démarre pas : ${error instanceof Error ? error.message : 'erreur inconnue'}\n`,
    );
    return undefined;
  }
}

async function sendSamples({ mllp }: RunningService, output: CommandOutput): Promise<SentSample[]> {
  const { host, port } = mllp.demo as { host: string; port: number };
  const samples = readSamples();
  const sent: SentSample[] = [];
  output.out(`Envoi de ${samples.length} messages HL7 à ${host}:${port} (MLLP)\n`);
  for (const sample of samples) {
    const result = await sendFile({ file: samplePath(sample), host, port, timeoutMs: 30_000 });
    const answer = result.ok ? result.value[0]?.acknowledgements[0]?.code : result.failure.code;
    sent.push({ sample, acknowledgement: answer ?? '—' });
    output.out(
      `  ${renderProgress(sent.length, samples.length)} ${sample.title} : ${answer ?? 'sans réponse'}\n`,
    );
  }
  return sent;
}

async function untilDelivered(
  reports: () => Promise<ReportRow[]>,
  output: CommandOutput,
): Promise<ReportRow[]> {
  const deadline = Date.now() + DELIVERY_TIMEOUT_MS;
  let shown = -1;
  for (;;) {
    const rows = await reports();
    const walking = rows.filter(({ state }) => WALKING.includes(state)).length;
    const done = rows.length - walking;
    if (done !== shown) output.out(`  ${renderProgress(done, rows.length)} comptes rendus traités\n`);
    shown = done;
    if (walking === 0 || Date.now() > deadline) return rows;
    await sleep(200);
  }
}

async function toRow(
  { sample, acknowledgement }: SentSample,
  reports: readonly ReportRow[],
  findingsOf: (reportId: string) => Promise<string[]>,
): Promise<DemoRow> {
  const own =
    sample.expected.state === 'none' ? undefined : reports.find((row) => row.controlId === sample.controlId);
  return {
    file: sample.file,
    title: sample.title,
    patient: sample.patient,
    ack: acknowledgement,
    replaced: own?.counts.replaced ?? null,
    findings: own ? await findingsOf(own.id) : [],
    resources: own?.counts.resources ?? null,
    state: own ? [own.state, own.state === 'failed' ? own.failureCode : ''].join(' ').trim() : '—',
  };
}

const isAsExpected = ({ sample, acknowledgement }: SentSample, { state }: DemoRow): boolean =>
  acknowledgement === sample.expected.acknowledgement &&
  (sample.expected.state === 'none' || state === sample.expected.state);

function addresses({ http, mllp }: RunningService): string {
  const { host, port } = mllp.demo as { host: string; port: number };
  return `
À regarder :
  Résultats FHIR   ${http}/fhir/Observation?_count=20
  Réponses         ${http}/fhir/Observation?code=http://loinc.org|21976-6
  Antibiogrammes   ${http}/fhir/Observation?code=http://loinc.org|29576-6&_include=Observation:has-member
  Alertes          ${http}/fhir/Task?status=requested&_include=Task:focus
  Patients FHIR    ${http}/fhir/Patient
  Capacités FHIR   ${http}/fhir/metadata
  Rejets           ${http}/refused-messages
  Mesures          ${http}/metrics
  Santé            ${http}/ready
  API              ${http}/openapi.json
À essayer :
  npm run -s passerelle -- send samples/02-sein-biopsie-oru-tx.hl7 --host ${host} --port ${port}

Ctrl-C pour arrêter.
`;
}

/** Until Ctrl-C, or until the command that started us is gone (a closed terminal, a kill). */
function untilStopped(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid !== parent) stop();
    }, PARENT_CHECK_MS);
    const stop = () => {
      clearInterval(timer);
      resolve();
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
  });
}
