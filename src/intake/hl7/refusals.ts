import { type AcknowledgementError, type Condition, type Place } from '../../hl7/index.js';
import { type Failure, type FailureClass, type Result } from '../../kernel/index.js';
import { type Pointer } from './pointers/pointer.js';
import { type Rule, RULES } from './refusal-rules.js';

/** How a refusal is told: AE, the content is at fault; AR, we do not take such messages. */
interface RefusalRule {
  readonly answer: 'AE' | 'AR';
  readonly condition: Condition;
  readonly class: FailureClass;
  /** For the user of the sending system. No value of the message ever. */
  readonly french: string;
}

export const REFUSALS = {
  HL7_NO_HEADER: {
    answer: 'AR',
    condition: 100,
    class: 'permanent',
    french: 'Le message ne commence pas par un segment MSH lisible.',
  },
  HL7_HEADER_FIELD: {
    answer: 'AR',
    condition: 101,
    class: 'permanent',
    french: "Un champ obligatoire de l'en-tête MSH est absent.",
  },
  HL7_CHARSET_UNKNOWN: {
    answer: 'AE',
    condition: 103,
    class: 'permanent',
    french: "Le jeu de caractères indiqué par MSH-18 n'est pas accepté.",
  },
  HL7_CHARSET_BYTES: {
    answer: 'AE',
    condition: 102,
    class: 'permanent',
    french: "Le message n'est pas encodé dans le jeu de caractères annoncé.",
  },
  HL7_BROKEN_FRAME: {
    answer: 'AE',
    condition: 102,
    class: 'permanent',
    french: "Un début de bloc MLLP se trouve à l'intérieur du message.",
  },
  HL7_TOO_LARGE: {
    answer: 'AR',
    condition: 104,
    class: 'permanent',
    french: 'Le message dépasse la taille acceptée.',
  },
  HL7_MESSAGE_TYPE: {
    answer: 'AR',
    condition: 200,
    class: 'permanent',
    french: "Ce type de message n'est pas accepté.",
  },
  HL7_EVENT: {
    answer: 'AR',
    condition: 201,
    class: 'permanent',
    french: "Cet événement n'est pas accepté.",
  },
  HL7_PROCESSING_ID: {
    answer: 'AR',
    condition: 202,
    class: 'permanent',
    french: 'Le mode de traitement (MSH-11) doit être P, T ou D.',
  },
  HL7_FICTITIOUS: {
    answer: 'AR',
    condition: 202,
    class: 'permanent',
    french: 'Ce système ne reçoit que de vrais patients : ce message est de test ou de démonstration.',
  },
  HL7_VERSION: {
    answer: 'AR',
    condition: 203,
    class: 'permanent',
    french: "Cette version de HL7 n'est pas acceptée.",
  },
  HL7_SEGMENT_MISSING: {
    answer: 'AE',
    condition: 100,
    class: 'permanent',
    french: 'Un segment obligatoire est absent.',
  },
  HL7_FIELD_MISSING: {
    answer: 'AE',
    condition: 101,
    class: 'permanent',
    french: 'Un champ obligatoire est absent.',
  },
  HL7_FIELD_FORMAT: {
    answer: 'AE',
    condition: 102,
    class: 'permanent',
    french: "Un champ n'a pas le format attendu.",
  },
  HL7_TABLE_VALUE: {
    answer: 'AE',
    condition: 103,
    class: 'permanent',
    french: "Un champ porte un code qui n'est pas pris en charge.",
  },
  HL7_POINTER: {
    answer: 'AE',
    condition: 103,
    class: 'permanent',
    french: 'Le document est désigné par un pointeur : il doit être dans le message.',
  },
  HL7_POINTER_UNREACHABLE: {
    answer: 'AE',
    condition: 207,
    class: 'transient',
    french: "Le document n'a pas pu être lu à l'adresse indiquée : message à renvoyer plus tard.",
  },
  HL7_POINTER_REFUSED: {
    answer: 'AE',
    condition: 204,
    class: 'permanent',
    french: "L'adresse indiquée ne donne pas le document.",
  },
  HL7_POINTER_TOO_LARGE: {
    answer: 'AE',
    condition: 104,
    class: 'permanent',
    french: "Le document à l'adresse indiquée dépasse la taille acceptée.",
  },
  HL7_CARDINALITY: {
    answer: 'AE',
    condition: 198,
    class: 'permanent',
    french: 'Le message porte plusieurs patients.',
  },
  HL7_INCOHERENT: {
    answer: 'AE',
    condition: 199,
    class: 'permanent',
    french: "L'événement, ORC-1, OBX-11, OBR-25 et TXA se contredisent.",
  },
  HL7_MERGE: {
    answer: 'AE',
    condition: 199,
    class: 'permanent',
    french: "La fusion demandée contredit ce qui est connu des deux identités : elle n'a pas été faite.",
  },
  HL7_INTERNAL: {
    answer: 'AE',
    condition: 207,
    class: 'transient',
    french: "Le message n'a pas pu être enregistré : à renvoyer plus tard.",
  },
} as const satisfies Record<string, RefusalRule>;

export type RefusalCode = keyof typeof REFUSALS;

/** A failure that knows its place in the message, to be told in ERR. */
export interface Refusal extends Failure {
  readonly code: RefusalCode;
  readonly place?: Place;
  /** What was expected there; a failure of the hl7 tool has only its code. */
  readonly rule?: Rule;
  /** Nothing else is wrong: with the files of these pointers the message can be read. */
  readonly awaits?: readonly Pointer[];
}

/** Segments that stand once in most messages: the place of the first one needs no number. */
const ONCE: readonly string[] = ['MSH', 'EVN', 'PID', 'PV1', 'TXA'];

interface Words {
  readonly repetition: string;
  readonly of: (segment: string, ordinal: number) => string;
}

const ENGLISH: Words = { repetition: 'repetition', of: (segment, ordinal) => ` of ${segment} ${ordinal}` };
const FRENCH: Words = { repetition: 'répétition', of: (segment, ordinal) => ` (${segment} n° ${ordinal})` };

/** `OBX-5 of OBX 2`, `PID-3`, `MSH-9.2`: where, for a person. */
function placeName({ segment, ordinal, field, repetition, component }: Place, words: Words): string {
  const parts = [
    field === undefined ? segment : `${segment}-${field}`,
    component === undefined ? '' : `.${component}`,
    repetition === undefined ? '' : ` (${words.repetition} ${repetition})`,
    ordinal === undefined || (ordinal === 1 && ONCE.includes(segment)) ? '' : words.of(segment, ordinal),
  ];
  return parts.join('');
}

/** Refuses a message: `rule` says what was expected there, never what was found. */
export function refuse(code: RefusalCode, place: Place | undefined, rule: Rule): Result<never, Refusal> {
  const message = place ? `${placeName(place, ENGLISH)}: ${rule}` : rule;
  return { ok: false, failure: { code, class: REFUSALS[code].class, message, place, rule } };
}

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);

/** A failure of the hl7 tool as a refusal: their codes have the same names. */
export function asRefusal(failure: Failure): Refusal {
  if (!isRefusalCode(failure.code)) throw new Error(`no refusal is written for ${failure.code}`);
  const aboutCharset = failure.code === 'HL7_CHARSET_UNKNOWN' || failure.code === 'HL7_CHARSET_BYTES';
  const place = aboutCharset ? { segment: 'MSH', ordinal: 1, field: 18 } : undefined;
  return { code: failure.code, class: failure.class, message: failure.message, place };
}

/** What ERR says of a refusal: place and rule to whoever maintains the interface, one sentence to the user. */
export function acknowledgementError({ code, place, rule }: Refusal): AcknowledgementError {
  const { condition, french } = REFUSALS[code];
  const what = rule ? RULES[rule] : french;
  const diagnostic = place ? `${placeName(place, FRENCH)} : ${what}` : what;
  return { condition, place, diagnostic, userMessage: french };
}
