/** Lower case without accents, ONE unit for one: offsets into it are offsets into the text. */
export function plain(text: string): string {
  return text.replace(/[^\x20-\x7e\n\r\t]|[A-Z]/g, (unit) => {
    if (unit === '’' || unit === 'ʼ') return "'";
    if (/[–—−‑‐]/.test(unit)) return '-';
    if (/[\u00A0\u202F\u2009]/.test(unit)) return ' ';
    const bare = unit.toLowerCase().normalize('NFD')[0] ?? unit;
    return bare.length === unit.length ? bare : unit;
  });
}
