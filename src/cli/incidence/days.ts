/** Patient-days by unit, then by month. */
export type Days = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** `unit;month;days` a line (`,` or tab too), with or without a header. Says which line is wrong. */
export function readDays(text: string): Days | string {
  const days = new Map<string, Map<string, number>>();
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    if (!line.trim()) continue;
    const cells = line.split(separatorOf(line)).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const [unit = '', month = '', written = ''] = cells;
    const count = Number(written.replace(',', '.'));
    const isRight =
      cells.length === 3 &&
      unit !== '' &&
      /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) &&
      count >= 0 &&
      written !== '';
    if (isRight) {
      const months = days.get(unit) ?? new Map<string, number>();
      months.set(month, (months.get(month) ?? 0) + count);
      days.set(unit, months);
    } else if (at > 0) return `ligne ${at + 1} : « unité;AAAA-MM;journées »`;
  }
  return days;
}

const separatorOf = (line: string): string => (line.includes(';') ? ';' : line.includes('\t') ? '\t' : ',');
