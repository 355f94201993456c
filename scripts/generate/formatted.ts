import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

/** As `npm run check` wants a committed file to look. */
export async function formatted(file: string, content: string): Promise<string> {
  const settings = await resolveConfig(fileURLToPath(new URL('generator.ts', import.meta.url)));
  return format(content, { ...settings, filepath: file });
}
