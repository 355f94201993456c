/** Names of files for ids: nothing that leads elsewhere, no name twice (some disks tell no capitals apart). */
export function fileNames(ids: readonly string[]): string[] {
  const taken = new Set<string>();
  return ids.map((id) => {
    const plain =
      id
        .normalize('NFC')
        .replace(/[^\p{L}\p{N}_-]+/gu, '_')
        .slice(0, 100) || 'document';
    let name = plain;
    for (let next = 2; taken.has(name.toLowerCase()); next += 1) name = `${plain}_${String(next)}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
