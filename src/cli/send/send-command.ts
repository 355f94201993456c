import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type ParsedAcknowledgement } from '../../hl7/index.js';
import { sendFile, type SendOptions, type SentMessage } from './send-file.js';

const USAGE = `Usage : passerelle send <fichier> [--host 127.0.0.1] [--port 2575] [--timeout 30]
                        [--tls] [--ca ca.pem] [--cert client.pem --key client.key]
Envoie les messages HL7 v2 d'un fichier à une adresse MLLP et affiche leurs acquittements.`;

const OUTCOMES: Readonly<Record<SentMessage['outcome'], string>> = {
  accepted: 'accepté',
  refused: 'refusé',
  unanswered: 'sans réponse',
  unasked: 'envoyé (aucune réponse demandée)',
};

export interface SendOutput {
  readonly print: (line: string) => void;
}

const standardOutput: SendOutput = { print: (line) => void process.stdout.write(`${line}\n`) };

/**
 * `passerelle send`: prints codes, control ids and what ERR says; never the message. Status 0 when every message was
 * accepted, 1 when one was refused or had no answer, 2 when the command itself is wrong.
 */
export async function sendCommand(
  args: readonly string[],
  output: SendOutput = standardOutput,
): Promise<number> {
  const options = await readOptions(args);
  if (typeof options === 'string') {
    output.print(options);
    return 2;
  }
  const sent = await sendFile(options);
  if (!sent.ok) {
    output.print(`Échec (${sent.failure.code}) : ${FAILURES[sent.failure.code] ?? sent.failure.message}`);
    return 1;
  }
  sent.value.forEach((message, index) => printMessage(message, index + 1, output));
  return sent.value.every(({ outcome }) => outcome === 'accepted' || outcome === 'unasked') ? 0 : 1;
}

const FAILURES: Readonly<Record<string, string>> = {
  SEND_FILE_UNREADABLE: 'le fichier ne peut pas être lu.',
  SEND_NO_MESSAGE: 'le fichier ne contient aucun message HL7 (ligne MSH).',
  MLLP_UNREACHABLE: 'la connexion a été refusée ou n’a pas abouti.',
  MLLP_NO_ANSWER: 'aucun acquittement reçu dans le délai.',
};

async function readOptions(args: readonly string[]): Promise<SendOptions | string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '2575' },
        timeout: { type: 'string', default: '30' },
        tls: { type: 'boolean', default: false },
        ca: { type: 'string' },
        cert: { type: 'string' },
        key: { type: 'string' },
      },
    });
    const [file] = positionals;
    const port = Number(values.port);
    const seconds = Number(values.timeout);
    if (!file || positionals.length > 1) return USAGE;
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return `--port : un entier de 1 à 65535.\n${USAGE}`;
    if (!(seconds > 0)) return `--timeout : un nombre de secondes.\n${USAGE}`;
    const [ca, cert, key] = await Promise.all([values.ca, values.cert, values.key].map(readPem));
    const isTls = values.tls || ca || cert;
    return {
      bytes: await readFile(file),
      host: values.host,
      port,
      timeoutMs: seconds * 1000,
      ...(isTls && { tls: { ca, cert, key } }),
    };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return code.startsWith('ERR_PARSE_ARGS') ? USAGE : `Fichier illisible (${code || 'erreur'}).`;
  }
}

const readPem = async (path: string | undefined): Promise<Buffer | undefined> =>
  path === undefined ? undefined : readFile(path);

function printMessage(message: SentMessage, number: number, { print }: SendOutput): void {
  const codes = message.acknowledgements.map(({ code }) => code).join(', ') || '—';
  print(`${number}. ${message.controlId || '(sans MSH-10)'} : ${codes} ${OUTCOMES[message.outcome]}`);
  if (message.failure) print(`   ${FAILURES[message.failure.code] ?? message.failure.message}`);
  for (const acknowledgement of message.acknowledgements) printErrors(acknowledgement, print);
}

function printErrors({ errors, text }: ParsedAcknowledgement, print: SendOutput['print']): void {
  if (errors.length === 0 && text) print(`   ${text}`);
  for (const { condition, location, userMessage, diagnostic } of errors) {
    const where = [condition, location].filter(Boolean).join(' ');
    print(
      `   ${where} : ${userMessage ?? text ?? 'erreur sans texte'}${diagnostic ? ` [${diagnostic}]` : ''}`,
    );
  }
}
