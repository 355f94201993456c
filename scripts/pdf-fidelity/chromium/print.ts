import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type SourceReport } from '../corpus.js';
import { type Layout } from '../layouts.js';
import { htmlOf } from './html.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--no-pdf-header-footer',
  '--disable-pdf-tagging',
];

/** The bytes of a report printed by Chromium; none where it is not installed. */
export const printWithChromium = (report: SourceReport, layout: Layout): Promise<Buffer | undefined> =>
  printPage(htmlOf(report, layout));

/** @param html a whole page. */
export async function printPage(html: string): Promise<Buffer | undefined> {
  if (!CHROMIUM) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-pdf-'));
  try {
    const [page, file] = [join(folder, 'report.html'), join(folder, 'report.pdf')];
    writeFileSync(page, html);
    const profile = `--user-data-dir=${join(folder, 'profile')}`;
    await promisify(execFile)(CHROMIUM, [
      ...FLAGS,
      profile,
      `--print-to-pdf=${file}`,
      pathToFileURL(page).href,
    ]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
