import { type SpanRole } from '../../pseudonymized-document.js';

export type PlaceRole = Extract<SpanRole, 'Patient' | 'Hospital' | 'Other'>;

const STREET =
  /(?<!\p{L})(?:rue|r\.|avenue|av\.?|boulevard|bd\.?|place|pl\.|all[eé]e|chemin|quai|route|rte|impasse|cours|square|esplanade|traverse)[ -][^,\n;()–]*/giu;
const PRACTICE =
  /(?<!\p{L})(?:cabinet|maison (?:m[eé]dicale|de sant[eé])|pharmacie|m[eé]decin traitant|mt|infirmi[eè]re?s? lib[eé]rale?s?|idel?|kin[eé]|orthophoniste|notaire|tut(?:eur|rice)|curat(?:eur|rice)|mandataire|employeur|opticien)(?!\p{L})/iu;
const DOCTOR = /(?<!\p{L})(?:dr|drs|docteure?s?|pr|professeure?)\.?(?!\p{L})/giu;
const DOCTOR_FIRST =
  /^(?:[àa] l['’]attention d[eu] )?(?:(?:madame|monsieur|mme|m\.) (?:le |la )?)?(?:dr|docteure?|pr|professeure?)\.?(?!\p{L})/iu;
const INSTITUTION =
  /h[oô]pita|(?<!\p{L})(?:chr?u|chr|chi|ch|had|ehpad|smr|ssr|usld|epsm|ght|gh|cmp|irm|hia|sas|selarl|selas)(?!\p{L})|clinique|centre|service|p[oô]le|laboratoire|imagerie|radiologie|scanner|secr[eé]tariat|institut|unit[eé]|d[eé]partement|dialyse|maternit[eé]|urgences|fondation|chirurgie|antenne|anatomie|consultations?|manipulateurs?|praticiens?/iu;
const PATIENT =
  /(?<!\p{L})(?:patiente?s?|n[ée]e?(?:\(e\))?|domicil\p{L}*|demeurant|habit\p{L}*|r[eé]sid(?:e|ant|ait)|vit|assur[eé]e?|ipp|nip|nom|pr[eé]noms?|ddn|naissance|conjointe?|portable|identit[eé])(?!\p{L})/iu;
const HOME =
  /(?<!\p{L})(?:domicil\p{L}*|demeurant|habit(?:e|ait|ant)|r[eé]sid(?:e|ait|ant)|logeant|vit|(?:l['’]|son )adresse|adresse (?:d[eu] )?(?:la )?patiente?)(?!\p{L})/iu;
const CIVIL = /^(?:m\.|mr|mme|mlle|monsieur|madame|mademoiselle)(?!\p{L})/iu;
const RELATIVE =
  /(?<!\p{L})(?:fils|fille|fr[eè]re|s(?:œ|oe)ur|p[eè]re|m[eè]re|mari|[eé]pou(?:x|se)|conjointe?|neveu|ni[eè]ce|oncle|tante|cousine?|voisine?|amie?|parents|personne de confiance)(?!\p{L})/iu;
const RIGHT_COLUMN = 20;
const LINES = 8;
/** Letters before an address on its line from which the line is a sentence's. */
const PROSE = 25;
const BACK = 700;
const HEAD = 1000;

interface Block {
  /** What stands before on the same line, in the same column. */
  readonly prefix: string;
  /** Lines above in the same column, nearest first, up to a blank one. */
  readonly above: readonly string[];
}

function blockAt(text: string, start: number): Block {
  const lines = text.slice(Math.max(0, start - BACK), start).split('\n');
  const current = lines.pop() ?? '';
  const gap = [...current.matchAll(/ {3,}|\t+/g)].at(-1);
  const column = gap === undefined ? 0 : gap.index + gap[0].length;
  const prefix = current.slice(column);
  const above: string[] = [];
  for (const line of lines.reverse().slice(0, LINES)) {
    const segments = [...line.matchAll(/\S+(?: {1,2}\S+)*/g)];
    const beside =
      column > RIGHT_COLUMN
        ? segments.find(({ index }) => Math.abs(index - column) <= 6)
        : segments.find(({ index }) => index <= RIGHT_COLUMN);
    if (beside === undefined) break;
    above.push(beside[0]);
  }
  return { prefix, above };
}

type Kind = 'doctor' | 'doctors' | 'institution' | 'practice' | 'patient';
function kindOf(line: string): Kind | undefined {
  const bare = line.replace(STREET, ' ');
  const doctors = (bare.match(DOCTOR) ?? []).length;
  if (DOCTOR_FIRST.test(bare)) return doctors > 1 || /^drs/i.test(bare) ? 'doctors' : 'doctor';
  if (PRACTICE.test(bare)) return 'practice';
  if (INSTITUTION.test(bare)) return 'institution';
  if (CIVIL.test(bare) || PATIENT.test(bare)) return 'patient';
  if (doctors > 0) return doctors > 1 ? 'doctors' : 'doctor';
  return undefined;
}

function bySentence(prefix: string): PlaceRole | undefined {
  const part = prefix.replace(STREET, ' ').split(/[;.] /).at(-1) ?? '';
  if (HOME.test(part)) return RELATIVE.test(part) && !/patient/i.test(part) ? 'Other' : 'Patient';
  if (RELATIVE.test(part) || PRACTICE.test(part)) return 'Other';
  if (new RegExp(DOCTOR).test(part) && !/(?<!\p{L})(?:ch|chr?u|hôpital|clinique)(?!\p{L})/iu.test(part))
    return 'Other';
  if (PATIENT.test(part)) return 'Patient';
  return INSTITUTION.test(part) ? 'Hospital' : undefined;
}

function byBlock(above: readonly string[]): PlaceRole | undefined {
  const kinds = above.map(kindOf).filter((kind) => kind !== undefined);
  const [nearest, top] = [kinds[0], kinds.at(-1)];
  if (nearest === undefined) return undefined;
  if (nearest === 'patient') return kinds.includes('institution') && above.length > 3 ? undefined : 'Patient';
  if (nearest === 'practice') return 'Other';
  if (top === 'doctor') return 'Other';
  if (top === 'practice') return 'Other';
  if (top === 'patient') return 'Patient';
  return 'Hospital';
}

/** The letterhead ends where the letter speaks of the patient. */
const inHead = (text: string, start: number): boolean => {
  const before = text.slice(0, start);
  return (
    start < HEAD &&
    INSTITUTION.test(before) &&
    !PATIENT.test(before) &&
    !/\bch[eè]re? |objet ?:/i.test(before)
  );
};

/** Whose address stands at `start`, from its line and the block it closes; nothing where the layout does not say. */
export function roleInBlock(text: string, start: number): PlaceRole | undefined {
  const { prefix, above } = blockAt(text, start);
  const alone = prefix.replace(STREET, ' ').replace(/[^\p{L}]/gu, '').length < PROSE;
  return (
    bySentence(prefix) ??
    (alone ? byBlock(above) : undefined) ??
    (inHead(text, start) ? 'Hospital' : undefined)
  );
}
