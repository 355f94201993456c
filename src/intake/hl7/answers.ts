import { type AcknowledgementCode, type Header } from '../../hl7/index.js';

type Verdict = 'AA' | 'AE' | 'AR';

/** Table 0155: always, never, on error or reject, on success. */
function isWanted(condition: string, verdict: Verdict): boolean {
  switch (condition) {
    case 'AL':
      return true;
    case 'ER':
      return verdict !== 'AA';
    case 'SU':
      return verdict === 'AA';
    default:
      return false;
  }
}

const COMMIT: Readonly<Record<Verdict, AcknowledgementCode>> = { AA: 'CA', AE: 'CE', AR: 'CR' };

export interface AnswerPlan {
  /** What the sender is told, or would be: the code that is stored. */
  readonly code: AcknowledgementCode;
  /** The stored answer is sent. */
  readonly isSent: boolean;
  /** An application acknowledgement follows the commit one. */
  readonly isFollowed: boolean;
}

/**
 * Original mode (MSH-15 and MSH-16 empty): one AA, AE or AR. Enhanced mode: a commit acknowledgement where MSH-15
 * asks; after an accepted one, an application acknowledgement where MSH-16 asks, which says that the content was
 * read and kept (models run later and are not told here). A message refused at commit has no application answer.
 */
export function planAnswer(header: Header, verdict: Verdict): AnswerPlan {
  const { acceptAcknowledgement: accept, applicationAcknowledgement: application } = header;
  if (accept === '' && application === '') return { code: verdict, isSent: true, isFollowed: false };
  if (isWanted(accept, verdict)) {
    const isFollowed = verdict === 'AA' && isWanted(application, verdict);
    return { code: COMMIT[verdict], isSent: true, isFollowed };
  }
  const isSent = isWanted(application, verdict);
  return { code: isSent ? verdict : COMMIT[verdict], isSent, isFollowed: false };
}

/** How a stored code is told again. */
export function verdictOf(code: AcknowledgementCode): Verdict {
  if (code.endsWith('A')) return 'AA';
  return code.endsWith('E') ? 'AE' : 'AR';
}
