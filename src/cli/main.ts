import 'reflect-metadata';
import { hideUncaughtErrors } from '../observability/index.js';
import { EXIT, standardOutput } from './output.js';

const USAGE = `Usage : passerelle <commande>
  process   traite un fichier de séjours, sans serveur
  send      envoie un fichier HL7 à une adresse MLLP
  migrate   met la base de données à jour
  evaluate  mesure la pseudonymisation sur un corpus annoté
  reread    fait relire les comptes rendus par un lecteur plus récent
  terminology importe les nomenclatures officielles (CIM-10, CCAM, GHM, CMA), les cherche
  incidence compte les nouveaux séjours par germe, résistance et alerte
  demo      démarre tout, envoie les comptes rendus fictifs et montre le résultat
`;

type Command = (args: readonly string[]) => Promise<number>;

/** Loaded when asked for: `send` does not wait for the models of `process`. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  process: async () => (await import('./process/index.js')).processCommand,
  send: async () => (await import('./send/index.js')).sendCommand,
  migrate: async () => {
    const { migrateCommand } = await import('./migrate-command.js');
    return () => migrateCommand();
  },
  reread: async () => (await import('./reread/index.js')).rereadCommand,
  evaluate: async () => (await import('./evaluate/index.js')).evaluateCommand,
  terminology: async () => (await import('./terminology/index.js')).terminologyCommand,
  incidence: async () => (await import('./incidence/index.js')).incidenceCommand,
  demo: async () => (await import('./demo/index.js')).demoCommand,
};

hideUncaughtErrors();
const [name = '', ...args] = process.argv.slice(2);
const load = COMMANDS[name];
if (load) {
  process.exitCode = await (await load())(args);
  // What a failed start left open (pool, queue) must not keep a finished command up.
  setTimeout(() => process.exit(), 2_000).unref();
} else {
  standardOutput.err(USAGE);
  process.exitCode = EXIT.usage;
}
