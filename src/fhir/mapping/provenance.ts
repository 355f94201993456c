import { type CodeableConcept, type Device, type Provenance } from '@medplum/fhirtypes';
import { type Report } from '../../intake/index.js';
import { type Identified, referenceTo } from './bundle.js';
import { makeId } from './ids.js';
import { type MappingFrame } from './input.js';
import { ARTIFICIAL_ASSERTION, sourceMeta } from './meta.js';
import { AI_DEVICE_TYPE, HL7, OWN } from './systems.js';

export interface ProvenanceInput extends MappingFrame {
  readonly report: Pick<Report, 'lineage' | 'version' | 'fictitious' | 'confidentiality'>;
  readonly targets: readonly string[];
  /** Models that asserted the results. */
  readonly authors: readonly Identified<Device>[];
  /** The service. */
  readonly assembler: Identified<Device>;
  readonly entity?: { readonly role: 'source' | 'removal'; readonly reference: string };
  readonly activity: CodeableConcept;
  readonly recorded?: string;
  /** The results are asserted by a machine (AI-Provenance of HL7 aitransparency). */
  readonly artificial?: boolean;
}

/** Who made the resources of one run, from what. */
export function toProvenance(input: ProvenanceInput): Identified<Provenance> {
  const { report, authors, assembler, entity, settings, activity } = input;
  const id = makeId(input.ids, 'Provenance', ...runKey(input));
  const meta = sourceMeta(report, settings);
  return {
    resourceType: 'Provenance',
    id,
    // R4 Provenance has no identifier: the key is a tag (see searchKeyOf).
    meta: { ...meta, tag: [...(meta.tag ?? []), { system: OWN.key, code: id }] },
    target: input.targets.map((reference) => ({ reference })),
    recorded: input.recorded ?? input.now.toISOString(),
    activity,
    ...(input.artificial && { reason: [{ coding: [ARTIFICIAL_ASSERTION] }] }),
    agent: [
      ...authors.map((device) => ({ ...agent('author', device), role: [ARTIFICIAL] })),
      agent('assembler', assembler),
    ],
    ...(entity && { entity: [{ role: entity.role, what: { reference: entity.reference } }] }),
  };
}

const ARTIFICIAL = { coding: [{ system: AI_DEVICE_TYPE, code: 'Artificial-Intelligence' }] };

/** Same run, same id: a retry writes no second Provenance, a new model does. */
const runKey = ({ report, activity, authors, assembler }: ProvenanceInput): string[] => [
  report.lineage,
  String(report.version),
  activity.coding?.[0]?.code ?? '',
  ...[...authors, assembler].map((device) => device.id).sort(),
];

const agent = (code: 'author' | 'assembler', device: Identified<Device>): Provenance['agent'][number] => ({
  type: { coding: [{ system: HL7.participantType, code }] },
  who: { reference: referenceTo(device) },
});

export const dataOperation = (code: 'CREATE' | 'UPDATE' | 'NULLIFY'): CodeableConcept => ({
  coding: [{ system: HL7.dataOperation, code }],
});

export const PSEUDONYMIZE: CodeableConcept = {
  coding: [{ system: HL7.lifecycle, code: 'pseudonymize' }],
};
