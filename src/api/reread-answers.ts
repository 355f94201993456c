// The shape of what operators are told of rereads (src/pipeline/typeorm-reread-requests.repository.ts makes it).
type Schema = Record<string, unknown>;

const text = { type: 'string' } as const;
const number = { type: 'integer' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const uuid = { type: 'string', format: 'uuid' } as const;
const numbers = { type: 'object', additionalProperties: number };
const orNull = (schema: Schema) => ({ ...schema, nullable: true });
const object = (properties: Record<string, Schema>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

export const REPORT_STATES = ['waiting', 'queued', 'same', 'changed', 'skipped', 'failed'] as const;

const SUMMARY = {
  id: uuid,
  state: { type: 'string', enum: ['selecting', 'reading', 'done', 'stopped'] },
  dryRun: { type: 'boolean', description: 'It only counts.' },
  selection: { type: 'object', description: 'What was asked.' },
  askedAt: instant,
  finishedAt: orNull(instant),
  lookedAt: { ...number, description: 'Reports that stand and were looked at.' },
  selected: { ...number, description: 'Those whose reader is older than the one that runs.' },
  elsewhere: { ...number, description: 'Those that another reread has in hand.' },
};

export const REREADS = { type: 'array', items: object(SUMMARY) };

export const REREAD = object({
  ...SUMMARY,
  counts: {
    ...object(Object.fromEntries(REPORT_STATES.map((state) => [state, number]))),
    description:
      '`same`: same text, its reader noted; `changed`: another text, delivered again; `skipped`, `failed`: the former text stays.',
  },
  codes: { ...numbers, description: 'Of what was skipped or failed.' },
  walking: { ...number, description: 'Of those that changed: still on their walk.' },
  deadLetters: { ...number, description: 'Of those that changed: now among the dead letters.' },
});

export const REREAD_REPORTS = {
  type: 'array',
  items: object({
    reportId: uuid,
    state: { type: 'string', enum: REPORT_STATES },
    attempts: number,
    settledAt: orNull(instant),
    failureCode: orNull(text),
    failureMessage: orNull({ ...text, description: 'The place and the rule, never a value.' }),
  }),
};
