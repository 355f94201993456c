// The law of the house (docs/architecture.md): a room looks back along the walk, never ahead; tools know no
// room; a room is entered by its door; each heavy library has one home.
const WALK = ['intake', 'document', 'pseudonymization', 'use-cases', 'fhir', 'delivery'];
const TOOLS = [
  'kernel',
  'hl7',
  'kafka',
  'patients',
  'text',
  'inference',
  'terminology',
  'database',
  'config',
  'security',
  'observability',
  'validation',
];
const SEES_ALL = ['pipeline', 'evaluation', 'review', 'api', 'cli'];
const FOLDERS = [...WALK, ...TOOLS, ...SEES_ALL];
const oneOf = (names) => `^src/(${names.join('|')})/`;

const neverAhead = WALK.map((room, at) => ({
  name: `${room}-never-ahead`,
  comment: `${room} looks back along the walk, never ahead`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: oneOf([...WALK.slice(at + 1), ...SEES_ALL]) },
}));

const byTheDoor = FOLDERS.map((folder) => ({
  name: `${folder}-by-the-door`,
  comment: `enter ${folder} by its index.ts`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${folder}/` },
  // src/main.ts composes modules; its doors are theirs.
  to: { path: `^src/${folder}/`, pathNot: `^src/${folder}/(index|patterns)\\.ts$` },
}));

const oneHome = (library, homes) => ({
  name: `${library.replace(/\W/g, '')}-has-one-home`,
  severity: 'error',
  from: { path: '^src/', pathNot: homes.map((home) => `^src/${home}`) },
  to: { path: `node_modules/${library}/` },
});

export default {
  forbidden: [
    ...neverAhead,
    ...byTheDoor,
    {
      name: 'tools-know-no-room',
      severity: 'error',
      from: { path: oneOf(TOOLS) },
      to: { path: oneOf([...WALK, ...SEES_ALL]) },
    },
    {
      name: 'kernel-depends-on-nothing',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['^src/(?!kernel/)', 'node_modules'] },
    },
    {
      name: 'use-cases-see-no-original',
      comment: 'use cases never see intake nor the original Document',
      severity: 'error',
      from: { path: '^src/use-cases/' },
      to: { path: '^src/(intake|document)/' },
    },
    {
      name: 'use-cases-know-not-each-other',
      severity: 'error',
      from: { path: '^src/use-cases/([^/]+)/' },
      to: { path: '^src/use-cases/([^/]+)/', pathNot: '^src/use-cases/$1/' },
    },
    {
      name: 'decide-is-pure',
      severity: 'error',
      from: { path: 'decide\\.ts$' },
      to: { dependencyTypes: ['npm', 'core'] },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.spec\\.ts$', '\\.d\\.ts$', '^src/main\\.ts$'] },
      to: {},
    },
    { name: 'source-never-imports-test', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    oneHome('pdfjs-dist', ['document/']),
    oneHome('@xmldom/xmldom', ['document/']),
    oneHome('htmlparser2', ['document/']),
    oneHome('pg-boss', ['database/queue/']),
    oneHome('typeorm', [
      'database/',
      'fhir/server/',
      'intake/inbox/',
      '.*typeorm-[^/]+\\.repository\\.ts',
      '.*\\.module\\.ts',
      'cli/',
    ]),
    oneHome('node-hl7-client', ['hl7/']),
    oneHome('kafkajs', ['kafka/']),
    oneHome('@medplum/core', ['fhir/', 'delivery/fhir/']),
    oneHome('undici', ['delivery/fhir/', 'cli/']),
    oneHome('prom-client', ['observability/']),
    oneHome('pino', ['observability/']),
    oneHome('onnxruntime-node', ['inference/']),
    oneHome('yaml', [
      'config/',
      'text/',
      'use-cases/',
      'pseudonymization/',
      'document/',
      'evaluation/corpora/',
      'inference/',
    ]),
    oneHome('hyparquet', ['evaluation/corpora/parhaf/']),
    oneHome('hyparquet-writer', ['evaluation/corpora/parhaf/']),
    oneHome('fflate', ['evaluation/corpora/']),
    oneHome('minisearch', ['terminology/']),
    oneHome('papaparse', ['terminology/', 'evaluation/corpora/']),
    oneHome('read-excel-file', ['terminology/']),
    {
      name: 'nest-stays-at-the-edge',
      comment: 'only modules, controllers, guards, filters, events and adapters import Nest',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '\\.(module|controller|guard|filter)\\.ts$',
          're(port|sult)-(event|query)\\.ts$',
          '^src/(main|app\\.module|service)\\.ts$',
          '^src/cli/',
        ],
      },
      to: { path: 'node_modules/@nestjs/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    exclude: { path: '\\.spec\\.ts$' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
