import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { printPage } from '../chromium/print.js';
import { blindHtml } from './html.js';
import { type BlindLayout } from './layouts.js';
import { blindOdt } from './odt.js';
import { type BlindReport } from './source.js';

const LIBREOFFICE = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path));

/** The bytes of a report printed by the producer of its layout; none where that is not installed. */
export async function printBlind(report: BlindReport, layout: BlindLayout): Promise<Buffer | undefined> {
  if (layout.producer === 'chromium') return printPage(blindHtml(report, layout.name));
  return printWithLibreOffice(blindOdt(report, layout.name));
}

async function printWithLibreOffice(document: string): Promise<Buffer | undefined> {
  if (!LIBREOFFICE) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-odt-'));
  try {
    writeFileSync(join(folder, 'report.fodt'), document);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const file = join(folder, 'report.fodt');
    await promisify(execFile)(LIBREOFFICE, [
      profile,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      file,
    ]);
    return readFileSync(join(folder, 'report.pdf'));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
