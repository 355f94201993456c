import { ValidateBy } from 'class-validator';

const [PAD, PLUS, SLASH] = ['=', '+', '/'].map((sign) => sign.charCodeAt(0));

/** Base64 with its padding, of any length: one pass, where a regular expression fills the stack on megabytes. */
export const IsBase64Text = (): PropertyDecorator =>
  ValidateBy({
    name: 'isBase64',
    validator: { validate: isBase64Text, defaultMessage: () => 'must be base64' },
  });

export function isBase64Text(value: unknown): boolean {
  if (typeof value !== 'string' || value.length % 4 !== 0) return false;
  let end = value.length;
  for (let padding = 0; padding < 2 && value.charCodeAt(end - 1) === PAD; padding += 1) end -= 1;
  for (let at = 0; at < end; at += 1) {
    if (!isSign(value.charCodeAt(at))) return false;
  }
  return true;
}

const isSign = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === PLUS ||
  code === SLASH;
