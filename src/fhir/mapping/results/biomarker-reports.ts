import { type CodeableConcept, type DiagnosticReport, type Observation } from '@medplum/fhirtypes';
import { type Identified, referenceTo } from '../bundle.js';
import { coding, concept, documentType } from '../concepts.js';
import { keyIdentifier } from '../ids.js';
import { resultMeta } from '../meta.js';
import { claim } from '../profiles.js';
import { EXTENSION, HL7 } from '../systems.js';
import { isMolecular, type PlacedBiomarker } from './biomarker-value.js';
import { GENETIC_REPORT, LABORATORY_DOCUMENTS } from './biomarker-words.js';
import { type ResultContext } from './context.js';
import { documentTime, service } from './observation.js';

interface Made {
  readonly placed: PlacedBiomarker;
  readonly observation: Identified<Observation>;
}

/**
 * One report for the results of molecular genetics that the document gives now, and one under the document's own kind
 * for the others, where a laboratory of pathology or biology wrote it. A history is no result of this report.
 */
export function biomarkerReports(
  made: readonly Made[],
  context: ResultContext,
): Identified<DiagnosticReport>[] {
  const now = made.filter(({ placed }) => placed.finding.temporality === 'current');
  const [molecular, others] = [now.filter(isGenetic), now.filter((one) => !isGenetic(one))];
  const { type } = context.report;
  const own = LABORATORY_DOCUMENTS.includes(type.code.trim()) ? others : [];
  const genetics = concept('Compte rendu de génétique moléculaire', coding(HL7.loinc, GENETIC_REPORT));
  const laboratory = documentType(type, context.settings);
  return [
    ...reportOf(molecular, { kind: 'molecular', code: genetics, category: service('GE') }, context).map(
      (one) => claim(one, ['genomic-report'], context.settings),
    ),
    ...reportOf(own, { kind: 'laboratory', code: laboratory, category: service('LAB') }, context),
  ];
}

const isGenetic = ({ placed }: Made): boolean => isMolecular(placed.value);

interface Kind {
  readonly kind: string;
  readonly code: CodeableConcept;
  readonly category: CodeableConcept;
}

function reportOf(
  made: readonly Made[],
  { kind, code, category }: Kind,
  context: ResultContext,
): Identified<DiagnosticReport>[] {
  const [first] = made;
  if (!first) return [];
  const { report, settings, method, subject, source } = context;
  const id = context.nextId('DiagnosticReport', first.placed.finding.useCase, ['report', kind]);
  const time = documentTime(context);
  return [
    {
      resourceType: 'DiagnosticReport',
      id,
      meta: resultMeta(report, settings, method),
      extension: [
        {
          url: EXTENSION.derivation,
          extension: [{ url: 'reference', valueReference: { reference: source } }],
        },
      ],
      identifier: [keyIdentifier(settings, 'DiagnosticReport', id)],
      status: 'preliminary',
      category: [category],
      code,
      subject: subject.patient,
      ...(subject.encounter && { encounter: subject.encounter }),
      ...(time && { effectiveDateTime: time }),
      result: made.map(({ observation }) => ({ reference: referenceTo(observation) })),
    },
  ];
}
