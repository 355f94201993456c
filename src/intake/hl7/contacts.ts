import { type Repetition } from '../../hl7/index.js';

export interface Contacts {
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** RFC 5321: 64 letters, an @ and 255. */
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/;

/**
 * XTN: e-mail in XTN-4 (XTN-3 `Internet` or `X.400`, as MSSanté addresses come), number in XTN-1, else XTN-12 (as
 * written), else country, area and local numbers XTN-5 to XTN-7. Older senders put an e-mail in XTN-1.
 */
export function readContacts(telecoms: readonly Repetition[]): Contacts {
  const phones = new Set<string>();
  const emails = new Set<string>();
  for (const xtn of telecoms) {
    const written = xtn.value(1) || xtn.value(12);
    const pieces = [5, 6, 7].map((component) => xtn.value(component)).filter(Boolean);
    for (const value of [xtn.value(4), written]) if (EMAIL.test(value)) emails.add(value);
    const phone = written || pieces.join(' ');
    if (phone !== '' && !EMAIL.test(phone)) phones.add(phone);
  }
  return { phones: [...phones], emails: [...emails] };
}
