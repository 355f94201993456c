import {
  type Charset,
  CHARSET_CODE,
  type FieldContent,
  hl7Timestamp,
  type NewSegment,
} from '../../../hl7/index.js';
import { OWN_RESULTS_PROFILE } from '../../../hl7/index.js';
import { type Sensitive } from '../../../kernel/index.js';
import { type Announcement } from '../../announcements/announcement.js';
import { OWN_CODES } from './coded.js';
import { type Hl7Content } from './content.js';
import { hl7Date } from './dates.js';
import { observationSegments, PROPOSED, type Unnumbered } from './observation.js';
import { pid, pv1 } from './patient.js';

/** HL7 parties as MSH has them: a name, or name, id and type. */
export type Party = FieldContent;

export interface OruSettings {
  readonly sendingApplication: Party;
  readonly sendingFacility: Party;
  readonly receivingApplication: Party;
  readonly receivingFacility: Party;
  readonly charset: Charset;
  readonly processingId: 'P' | 'T' | 'D';
  readonly acknowledgement: 'original' | 'enhanced';
  /** The words that a result rests on, as notes. */
  readonly evidence: boolean;
}

export interface Oru {
  /** MSH-10. */
  readonly controlId: string;
  readonly header: NewSegment['fields'];
  readonly segments: readonly NewSegment[];
}

type Told = Pick<Announcement, 'id' | 'action' | 'lineage' | 'createdAt'>;

/** MSH-10, at most 20 characters: the same however often the announcement is sent. */
export const controlIdOf = ({ id }: Pick<Announcement, 'id'>): string =>
  `PA${id.replaceAll('-', '').slice(0, 18).toUpperCase()}`;

/**
 * ORU^R01 of HL7 2.5: all results of one document that stand, and those that no longer do. Each message says the whole:
 * it replaces what came before under the same OBR-3.
 */
export function toOru(told: Told, content: Sensitive<unknown>, settings: OruSettings): Oru {
  const about = content.reveal() as Hl7Content;
  const controlId = controlIdOf(told);
  const isFirst = told.action === 'delivered';
  const isTakenBack = told.action === 'withdrawn' || told.action === 'suspended';
  const shown = about.results
    // What the receiver never had need not be taken back.
    .filter(({ isWithdrawn }) => !(isFirst && isWithdrawn))
    .map((one) => (isTakenBack ? { ...one, isWithdrawn: true } : one));
  const standing = shown.filter(({ isWithdrawn }) => !isWithdrawn).length;
  const taken = about.isWrongPatient ? 'W' : 'D';
  const observations = [
    count(standing, isTakenBack ? taken : PROPOSED),
    ...shown.flatMap((one) => observationSegments(one, { evidence: settings.evidence, taken })),
  ];
  return {
    controlId,
    header: headerOf(told, { controlId, isFictitious: about.isFictitious }, settings),
    segments: [
      pid(about.identity, about.stay),
      ...pv1(about.stay),
      { name: 'ORC', fields: { 1: 'RE', 3: orderOf(told) } },
      obr(told, about, isTakenBack),
      ...numbered(observations),
    ],
  };
}

function headerOf(
  { createdAt }: Told,
  { controlId, isFictitious }: { readonly controlId: string; readonly isFictitious: boolean },
  settings: OruSettings,
): NewSegment['fields'] {
  const isEnhanced = settings.acknowledgement === 'enhanced';
  return {
    3: settings.sendingApplication,
    4: settings.sendingFacility,
    5: settings.receivingApplication,
    6: settings.receivingFacility,
    7: hl7Timestamp(createdAt),
    9: ['ORU', 'R01', 'ORU_R01'],
    10: controlId,
    // A test patient never reaches production as a real one.
    11: isFictitious && settings.processingId === 'P' ? 'T' : settings.processingId,
    12: '2.5',
    ...(isEnhanced && { 15: 'AL', 16: 'AL' }),
    17: 'FRA',
    18: CHARSET_CODE[settings.charset],
    21: OWN_RESULTS_PROFILE,
  };
}

/** Our own number of the document's results, the same through its versions: a keyed hash. */
const orderOf = ({ lineage }: Told): FieldContent => [lineage.slice(0, 32), 'PASSERELLE'];

const OID = /^[0-2](?:\.\d+)+$/;

function obr(told: Told, { document, date }: Hl7Content, isTakenBack: boolean): NewSegment {
  const { id, assigner, type } = document;
  const parent = OID.test(assigner) ? [id, '', assigner, 'ISO'] : [id, assigner];
  const isLoinc = type.system === 'LN' || type.system === 'http://loinc.org';
  return {
    name: 'OBR',
    fields: {
      1: '1',
      3: orderOf(told),
      // Not the type of the document itself: this is not the document.
      4: ['proposals', LABEL, OWN_CODES, type.code, type.display ?? '', isLoinc ? 'LN' : 'L'],
      7: hl7Date(date) || hl7Timestamp(told.createdAt),
      22: hl7Timestamp(told.createdAt),
      // Table 0123: preliminary, or no results any more.
      25: isTakenBack ? 'X' : 'P',
      // The order of the document these results were read in: its id at the source.
      29: ['', parent],
    },
  };
}

const LABEL = 'Propositions de lecture automatique, non validées';

/** First of all, so that a message is never without a result, and says itself what it is. */
const count = (standing: number, status: string): Unnumbered => ({
  name: 'OBX',
  fields: {
    2: 'NM',
    3: ['proposal-count', 'Nombre de propositions de lecture automatique', OWN_CODES],
    4: 'count',
    5: status === PROPOSED ? String(standing) : undefined,
    11: status,
    18: ['passerelle', 'PASSERELLE'],
  },
  notes:
    status === PROPOSED ? ['Proposé par un logiciel à partir du texte du compte rendu ; à valider.'] : [],
});

function numbered(observations: readonly Unnumbered[]): NewSegment[] {
  return observations.flatMap(({ name, fields, notes }, at) => [
    { name, fields: { ...fields, 1: String(at + 1) } },
    ...notes.map((text, order) => ({
      name: 'NTE',
      fields: { 1: String(order + 1), 2: 'L', 3: text },
    })),
  ]);
}
