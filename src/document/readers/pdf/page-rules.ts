import { joinRules, type Rule } from './layout/rules.js';
import { drawnRules } from './drawn-rules.js';
import { loadPdfjs, openingOptions } from './pdfjs.js';
import type { Matrix } from '../scan/matrix.js';

/** Gives the straight lines drawn on each page of a file, upright, y downwards, in points. */
export interface PageRules {
  of(page: number): Promise<Rule[]>;
  close(): Promise<void>;
}

/**
 * The file is opened a second time for them: pictures, which cost most of a page's drawing, are left out there by their
 * size, and a drawing that is broken tells no lines instead of refusing the text.
 */
export async function openRules(content: Uint8Array): Promise<PageRules> {
  const { getDocument, OPS } = await loadPdfjs();
  const task = getDocument({ data: content, ...openingOptions(), maxImageSize: 1, stopAtErrors: false });
  return {
    async of(number) {
      try {
        const page = await (await task.promise).getPage(number);
        const list = await page.getOperatorList();
        const rules = drawnRules(list, OPS, page.getViewport({ scale: 1 }).transform as unknown as Matrix);
        page.cleanup();
        return joinRules(rules);
      } catch {
        return [];
      }
    },
    close: () => task.destroy(),
  };
}
