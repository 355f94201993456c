import { type Segment } from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type Payload } from '../report.js';
import { isMetadata, valueType } from './observations.js';
import { TEXT_TYPES } from './observation-patterns.js';
import { refuse, type Refusal } from './refusals.js';

/**
 * Pictures are the pages of a scan: all of the document, or not taken. Beside a text or another file nothing says
 * whether they are the same content again, more of it, or an illustration: read or not, something could be lost.
 */
export function checkPictures(
  payloads: readonly Payload[],
  observations: readonly Segment[],
): Result<Payload[], Refusal> {
  const pictures = payloads.filter(({ contentType }) => contentType.startsWith('image/'));
  const hasText = observations.some(
    (obx) => TEXT_TYPES.includes(valueType(obx)) && !isMetadata(obx) && obx.raw(5).trim() !== '',
  );
  if (pictures.length === 0 || (pictures.length === payloads.length && !hasText)) return ok([...payloads]);
  const ordinal =
    observations.find((obx) => valueType(obx) === 'ED' || valueType(obx) === 'RP')?.ordinal ?? 1;
  return refuse(
    'HL7_TABLE_VALUE',
    { segment: 'OBX', ordinal, field: 5 },
    'a picture is taken where it is the whole document',
  );
}
