import { parseArgs } from 'node:util';
import { type Period } from './count.js';

export const USAGE = `Usage : passerelle incidence --from AAAA-MM-JJ --to AAAA-MM-JJ [--unit UF] [--days journees.csv] [--output csv|json]
Nouveaux séjours par famille de bactéries, portage, phénotype de résistance et alerte, par unité et par mois, lus dans la
base. --days : « unité;AAAA-MM;journées », pour les taux. Les effectifs petits sont masqués (surveillance.threshold).
`;

export interface IncidenceOptions extends Period {
  readonly unit: string | undefined;
  readonly days: string | undefined;
  readonly output: 'csv' | 'json';
}

const SETTINGS = {
  from: { type: 'string' },
  to: { type: 'string' },
  unit: { type: 'string' },
  days: { type: 'string' },
  output: { type: 'string', default: 'csv' },
} as const;

/** What was asked, or what is wrong with it. */
export function readOptions(args: readonly string[]): IncidenceOptions | string {
  try {
    const { from, to, unit, days, output } = parseArgs({ args: [...args], options: SETTINGS }).values;
    if (!isDay(from) || !isDay(to) || from > to)
      return `--from et --to : deux jours AAAA-MM-JJ, dans l'ordre.\n${USAGE}`;
    if (output !== 'csv' && output !== 'json') return `--output : csv ou json.\n${USAGE}`;
    return { from, to, unit, days, output };
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')) return USAGE;
    throw error;
  }
}

function isDay(text: string | undefined): text is string {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
