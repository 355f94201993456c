import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { loadConfig } from '../../config/index.js';
import { type CommandOutput, EXIT, standardOutput } from '../output.js';
import { createRereadClient, type RereadStatus, ServiceRefusal } from './reread-client.js';
import { readOptions, type RereadOptions } from './reread-options.js';

const LOOK_EVERY_MS = 1_000;

type Client = ReturnType<typeof createRereadClient>;

/**
 * `passerelle reread`: asks the running service to read delivered reports again, and follows it. Status 0 when it is
 * asked, or done (`--wait`); 1 when it cannot be asked, or some reports failed; 2 when the command is wrong.
 */
export async function rereadCommand(
  args: readonly string[],
  output: CommandOutput = standardOutput,
): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    output.err(options);
    return EXIT.usage;
  }
  try {
    const client = createRereadClient(options.url ?? localUrl(), tokenOf(options));
    const asked = await giveOrder(client, options.order);
    if (!options.wait) {
      output.out(`Relecture ${asked.id}\n${summaryOf(asked)}`);
      return EXIT.ok;
    }
    const ended = await follow(client, asked, output);
    output.out(`Relecture ${ended.id}\n${summaryOf(ended)}`);
    await listFailures(client, ended, output);
    return ended.counts.failed + ended.deadLetters > 0 ? EXIT.failed : EXIT.ok;
  } catch (error) {
    if (!(error instanceof ServiceRefusal)) throw error;
    output.err(`Échec : ${error.message}\n`);
    return EXIT.failed;
  }
}

const giveOrder = (client: Client, order: RereadOptions['order']): Promise<RereadStatus> => {
  if ('request' in order) return client.ask(order.request);
  return 'stop' in order ? client.stop(order.stop) : client.status(order.status);
};

async function follow(client: Client, asked: RereadStatus, output: CommandOutput): Promise<RereadStatus> {
  let told = '';
  for (let status = asked; ; status = await client.status(asked.id)) {
    const line = progressOf(status);
    if (line !== told) output.err(`${line}\n`);
    told = line;
    if (isOver(status)) return status;
    await pause(LOOK_EVERY_MS);
  }
}

/** The reports whose text changed are delivered again, too. */
const isOver = ({ state, walking }: RereadStatus): boolean =>
  state === 'stopped' || (state === 'done' && walking === 0);

function progressOf({ state, lookedAt, selected, counts, walking }: RereadStatus): string {
  if (state === 'selecting') return `Sélection : ${selected} à relire sur ${lookedAt}`;
  const left = counts.waiting + counts.queued;
  return `Relus : ${selected - left} sur ${selected}, à délivrer de nouveau : ${walking}`;
}

function summaryOf({ dryRun, state, selected, lookedAt, elsewhere, counts, ...rest }: RereadStatus): string {
  const chosen = `À relire : ${selected} sur ${lookedAt} examinés${state === 'selecting' ? ' (sélection en cours)' : ''}\n`;
  if (dryRun) return chosen;
  const codes = Object.entries(rest.codes).map(([code, count]) => `  ${code} : ${count}\n`);
  return [
    chosen,
    ...(elsewhere > 0 ? [`Déjà dans une autre relecture : ${elsewhere}\n`] : []),
    `Texte identique : ${counts.same}\n`,
    `Texte changé : ${counts.changed} (en cours : ${rest.walking}, en échec : ${rest.deadLetters})\n`,
    `Non relus : ${counts.skipped}, relecture en échec (texte d'avant conservé) : ${counts.failed}\n`,
    ...codes,
    ...(counts.waiting + counts.queued > 0 ? [`En attente : ${counts.waiting + counts.queued}\n`] : []),
  ].join('');
}

async function listFailures(client: Client, { id, counts }: RereadStatus, output: CommandOutput) {
  if (counts.failed === 0) return;
  for (const { reportId, failureCode, failureMessage } of await client.failed(id))
    output.out(`  ${reportId} ${failureCode ?? ''} ${failureMessage ?? ''}\n`);
}

function tokenOf({ tokenFile }: RereadOptions): string | undefined {
  if (tokenFile === undefined) return undefined;
  try {
    return readFileSync(tokenFile, 'utf8').trim();
  } catch (error) {
    throw new ServiceRefusal(
      `--token-file : fichier illisible (${String((error as NodeJS.ErrnoException).code)})`,
    );
  }
}

/** Where the configuration has the service listen on this machine. */
function localUrl(): string {
  const config = loadConfig();
  const { host, port } = config.ok ? config.value.http : { host: '127.0.0.1', port: 8080 };
  const local = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${local.includes(':') ? `[${local}]` : local}:${port}`;
}
