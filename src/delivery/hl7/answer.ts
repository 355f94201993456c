import { type ParsedAcknowledgement } from '../../hl7/index.js';
import { failed, type Result } from '../../kernel/index.js';
import { type ChannelFailure, type FailureScope } from '../announcements/announcement.js';
import { DELIVERY_FAILURES, type DeliveryFailureCode } from '../failures.js';

export const hl7Failure = (
  code: DeliveryFailureCode,
  message: string,
  scope: FailureScope,
): Result<never, ChannelFailure> => failed({ code, class: DELIVERY_FAILURES[code], message, scope });

/** Table 0357: the message itself is at fault, and will be the next time too. */
const OF_THE_MESSAGE: readonly string[] = [
  '100',
  '101',
  '102',
  '103',
  '104',
  '198',
  '200',
  '201',
  '202',
  '203',
];

/** What an answer that is no acceptance means. Only codes are told: its texts may quote anything. */
export function refusalOf({ code, errors }: ParsedAcknowledgement): Result<never, ChannelFailure> {
  const conditions = errors.flatMap(({ condition }) =>
    condition && /^\d{1,3}$/.test(condition) ? [condition] : [],
  );
  const places = errors.flatMap(({ location }) => (location && PLACE.test(location) ? [location] : []));
  const details = [
    ...(conditions.length > 0 ? [`ERR-3 ${conditions.slice(0, 5).join(', ')}`] : []),
    ...(places.length > 0 ? [`at ${places.slice(0, 5).join(', ')}`] : []),
  ];
  const said = `the receiver answered ${code}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
  const isFinal = code.endsWith('R') || conditions.some((one) => OF_THE_MESSAGE.includes(one));
  return isFinal
    ? hl7Failure('HL7_RESULTS_REFUSED', said, 'message')
    : hl7Failure('HL7_RESULTS_ERROR', said, 'message');
}

/** `OBX^2^5`: a segment and numbers. */
const PLACE = /^[A-Z][A-Z0-9]{2}(?:\^\d{0,3}){0,5}$/;
