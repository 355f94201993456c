import { parseArgs } from 'node:util';

export const USAGE = `Usage : passerelle reread [--reader pdf] [--source dpi] [--type 34112-3] [--from 2026-01-01] [--to 2026-02-01]
                          [--limit 100] [--dry-run] [--wait]
        passerelle reread --status <id> [--wait] | --stop <id>
Fait relire les comptes rendus délivrés dont le texte a été lu par une version plus ancienne d'un lecteur que celle
qui tourne. --from et --to portent sur l'arrivée ; --dry-run ne fait que compter.
Service : [--url http://127.0.0.1:8080] [--token-file jeton.txt] (portées « operate » et « read »).
`;

export interface RereadOptions {
  /** Asks for a reread; else looks at, or stops, one that was asked. */
  readonly order: { readonly request: object } | { readonly status: string } | { readonly stop: string };
  readonly wait: boolean;
  readonly url: string | undefined;
  readonly tokenFile: string | undefined;
}

const SETTINGS = {
  reader: { type: 'string' },
  source: { type: 'string' },
  type: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  limit: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  wait: { type: 'boolean', default: false },
  status: { type: 'string' },
  stop: { type: 'string' },
  url: { type: 'string' },
  'token-file': { type: 'string' },
} as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What was asked, or what is wrong with it. The service checks the rest. */
export function readOptions(args: readonly string[]): RereadOptions | string {
  try {
    const { values } = parseArgs({ args: [...args], options: SETTINGS });
    const { status, stop, wait, url, limit, 'token-file': tokenFile, 'dry-run': dryRun, ...rest } = values;
    const { reader, source, type, from, to } = rest;
    const asked = { reader, source, type, from, to };
    const isAsking =
      dryRun || limit !== undefined || Object.values(asked).some((value) => value !== undefined);
    const common = { wait: wait || dryRun, url: url?.replace(/\/$/, ''), tokenFile };
    if (status !== undefined || stop !== undefined) {
      const id = status ?? stop ?? '';
      if (isAsking || (status !== undefined && stop !== undefined)) return USAGE;
      if (!UUID.test(id)) return `--status, --stop : l'identifiant d'une relecture.\n${USAGE}`;
      return { ...common, order: status === undefined ? { stop: id } : { status: id } };
    }
    const most = limit === undefined ? undefined : Number(limit);
    if (most !== undefined && !(Number.isInteger(most) && most > 0))
      return `--limit : un entier à partir de 1.\n${USAGE}`;
    return { ...common, order: { request: { ...asked, limit: most, dryRun } } };
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')) return USAGE;
    throw error;
  }
}
