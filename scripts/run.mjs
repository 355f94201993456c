// Behind every npm script. No dependency: it runs on the user's Node (>= 20) before anything is installed.
// It finds a Node the project runs on, installs what is missing, builds what is stale, then runs the task.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = join(ROOT, 'node_modules');
const INSTALL_STAMP = join(MODULES, '.passerelle-installed');
const BUILD_STAMP = join(ROOT, 'dist', '.passerelle-built');
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', bin('jest/bin/jest.js')];

const LINT = [
  [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
  [bin('eslint/bin/eslint.js'), '.', '--cache', '--cache-location', '.passerelle/eslint'],
  [bin('dependency-cruiser/bin/dependency-cruiser.mjs'), 'src', '--config', '.dependency-cruiser.mjs'],
  [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  [dist('scripts/generate/main.js'), '--check'],
];

/** Each task: does it need the build (or for which arguments), and what to run (a list of commands, each the arguments of Node). */
const TASKS = {
  build: { build: true, commands: () => [] },
  start: { build: true, commands: (args) => [[dist('src/main.js'), ...args]] },
  demo: { build: true, commands: (args) => [[dist('src/cli/main.js'), 'demo', ...args]] },
  passerelle: { build: true, commands: (args) => [[dist('src/cli/main.js'), ...args]] },
  migrate: { build: true, commands: (args) => [[dist('src/cli/main.js'), 'migrate', ...args]] },
  evaluate: {
    build: true,
    commands: (args) =>
      // The printer is a tool of development: no part of the service.
      args.includes('--as-pdf')
        ? [[dist('scripts/pdf-pseudonymization/main.js'), ...args]]
        : [[dist('src/cli/main.js'), 'evaluate', ...args]],
  },
  bench: { build: true, commands: (args) => [[dist('scripts/bench/main.js'), ...args]] },
  'measure:pdf': { build: true, commands: (args) => [[dist('scripts/pdf-fidelity/main.js'), ...args]] },
  'ans-table': { build: true, commands: (args) => [[dist('scripts/ans-table/main.js'), ...args]] },
  generate: { build: true, commands: (args) => [[dist('scripts/generate/main.js'), ...args]] },
  // A list of projects ends at the next flag.
  test: {
    build: startsTheService,
    commands: (args) => [
      [...JEST, '--ignoreProjects', 'servers', 'chaos', '--passWithNoTests=false', ...args],
    ],
  },
  // Servers that are not ours: they need Java 17, Maven and root.
  'test:servers': {
    build: true,
    commands: (args) => [[...JEST, '--selectProjects', 'servers', '--passWithNoTests=false', ...args]],
  },
  // Minutes of kills and cuts: docs/operations.md says what it proves.
  'test:chaos': {
    build: true,
    commands: (args) => [[...JEST, '--selectProjects', 'chaos', '--passWithNoTests=false', ...args]],
  },
  // As in a process that has run for long: V8 stops optimising regular expressions, which then may read slower,
  // recurse deeper or, with inline modifiers, find nothing.
  'test:worn': {
    build: true,
    commands: (args) => [
      ['--no-regexp-optimization', ...JEST, '--selectProjects', 'unit', 'integration', ...args],
    ],
  },
  // Types, lint, the law of dependencies, format, generated files: `check` without its tests.
  lint: { build: true, commands: () => LINT },
  check: {
    build: true,
    commands: () => [...LINT, [...JEST, '--selectProjects', 'unit', 'architecture', '--silent']],
  },
};

/** Unit and architecture tests alone run from the sources: the others start what was built. */
function startsTheService(args) {
  const selected = args.indexOf('--selectProjects');
  if (selected < 0) return true;
  const rest = args.slice(selected + 1);
  const end = rest.findIndex((arg) => arg.startsWith('-'));
  const projects = rest.slice(0, end < 0 ? undefined : end);
  return projects.some((project) => ['contract', 'integration', 'e2e'].includes(project));
}

function bin(path) {
  return join(MODULES, ...path.split('/'));
}

function dist(path) {
  return join(ROOT, 'dist', ...path.split('/'));
}

function say(message) {
  process.stderr.write(`${message}\n`);
}

function stop(message, status = 1) {
  say(message);
  process.exit(status);
}

function suits(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 18);
}

/** The npm beside the running Node, as a script when it can be found (a shim on Windows otherwise). */
function npm(args) {
  const execPath = process.env.npm_execpath;
  const [command, first] = execPath?.endsWith('.js') ? [process.execPath, [execPath]] : ['npm', []];
  return spawnSync(command, [...first, ...args], {
    cwd: ROOT,
    // npm's own progress goes to standard error: `passerelle process` owns standard output.
    stdio: ['ignore', 2, 2],
    shell: command === 'npm' && process.platform === 'win32',
  });
}

function lockHash() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

function isInstalled() {
  const tools = [bin('jest/bin/jest.js'), bin('typescript/bin/tsc'), bin('@nestjs/cli/bin/nest.js')];
  return (
    existsSync(INSTALL_STAMP) && readFileSync(INSTALL_STAMP, 'utf8') === lockHash() && tools.every(existsSync)
  );
}

const LOCK = join(ROOT, '.passerelle', 'run.lock');
const LONGEST_WORK_MS = 1_800_000;

/** One process installs or builds at a time: two at once would delete what the other one writes. */
function alone(work) {
  for (let told = false; !takeLock(); told = true) {
    if (!told) say('Passerelle: another process is installing or building, waiting for it…');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
  try {
    return work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function takeLock() {
  mkdirSync(dirname(LOCK), { recursive: true });
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isLeft(LOCK)) return false;
    // Its process was killed.
    rmSync(LOCK, { force: true });
    return false;
  }
}

function isLeft(lock) {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    // Not written yet, it was taken this instant; or its number belongs to another program since.
    if (Date.now() - statSync(lock).mtimeMs > (holder ? LONGEST_WORK_MS : 10_000)) return true;
    if (!holder) return false;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function install() {
  if (!isInstalled()) alone(installNow);
}

function installNow() {
  if (isInstalled()) return;
  say('Passerelle: installing the packages (about a minute the first time)…');
  rmSync(INSTALL_STAMP, { force: true });
  const { status } = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) stop('Passerelle: `npm ci` failed (see above). Run the same command again to resume.');
  // Written last: an interrupted install has no stamp and is started again.
  writeFileSync(INSTALL_STAMP, lockHash());
}

function findNode() {
  if (suits(process.versions.node)) return process.execPath;
  const name = { linux: 'linux', win32: 'win' }[process.platform];
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const packaged = name && join(MODULES, `node-${name}-${process.arch}`, 'bin', file);
  if (packaged && existsSync(packaged)) return packaged;
  return stop(
    `Passerelle runs on Node 24 (or 22.18 and later); this is Node ${process.versions.node} and no packaged ` +
      `Node 24 exists for ${process.platform}-${process.arch}. Install Node 24 LTS, then run the same command.`,
  );
}

function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function build(node, environment) {
  if (!isBuilt()) alone(() => isBuilt() || buildNow(node, environment));
}

function isBuilt() {
  const inputs = [
    'src',
    'migrations',
    'scripts',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'nest-cli.json',
  ];
  const changed = Math.max(...inputs.map((input) => newestChange(join(ROOT, input))));
  const built = statSync(BUILD_STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return built > changed;
}

function buildNow(node, environment) {
  say('Passerelle: building…');
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const { status } = spawnSync(node, [bin('@nestjs/cli/bin/nest.js'), 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: environment,
  });
  if (status !== 0) stop('Passerelle: the build failed (see above).');
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, new Date().toISOString());
}

/** Runs one command with our terminal and hands it the signals we get, so that it can drain. */
function run(node, command, environment) {
  return new Promise((resolve) => {
    const child = spawn(node, command, { cwd: process.cwd(), stdio: 'inherit', env: environment });
    // On Windows the console tells every process of Ctrl-C, and a signal of ours would kill it before it drains.
    const forward = (signal) => process.platform === 'win32' || child.kill(signal);
    process.on('SIGTERM', forward).on('SIGINT', forward);
    child.on('error', (error) => stop(`Passerelle: ${error.message}`));
    child.on('exit', (status, signal) => {
      process.off('SIGTERM', forward).off('SIGINT', forward);
      resolve(signal ? 1 : status);
    });
  });
}

async function main() {
  const [name, ...rest] = process.argv.slice(2);
  const task = TASKS[name];
  if (!task) stop(`Unknown task. Known: ${Object.keys(TASKS).join(', ')}.`, 2);
  install();
  const node = findNode();
  // By absolute path, and first on the PATH for what the task starts itself: a shell caches the old `node`.
  const environment = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  const needsBuild = typeof task.build === 'function' ? task.build(rest) : task.build;
  if (needsBuild) build(node, environment);
  for (const command of task.commands(rest)) {
    const status = await run(node, command, environment);
    if (status !== 0) process.exit(status);
  }
}

await main();
