import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PlacedImage } from './compose.js';
import { type GreyImage, type Picture, toGrey, toStencil } from './grey-image.js';
import type { Matrix } from './matrix.js';
import { type PlacedPicture, placedPictures } from './placed-pictures.js';

/** The pictures a page draws. Throws where its drawing cannot be followed. */
export async function picturesOn(
  page: PDFPageProxy,
  codes: Readonly<Record<string, number>>,
): Promise<PlacedPicture[]> {
  const { transform } = page.getViewport({ scale: 1 });
  return placedPictures(await page.getOperatorList(), codes, transform as unknown as Matrix);
}

/** Their pixels, in the order they are drawn, and those nobody can decode. */
export async function decodeAll(
  placed: readonly PlacedPicture[],
  page: PDFPageProxy,
): Promise<{ readonly images: PlacedImage[]; readonly lost: PlacedPicture[] }> {
  const images: PlacedImage[] = [];
  const lost: PlacedPicture[] = [];
  for (const picture of placed) {
    const image = await decoded(picture, page);
    const { matrix, clip, blending } = picture;
    if (image) images.push({ matrix, image, ...(clip && { clip }), ...(blending && { blending }) });
    else lost.push(picture);
  }
  return { images, lost };
}

/** Each of one colour all over: nothing is written there. */
export async function arePlain(placed: readonly PlacedPicture[], page: PDFPageProxy): Promise<boolean> {
  for (const picture of placed) {
    const image = await decoded(picture, page);
    if (!image || !isEven(image.grey) || !isEven(image.cover ?? image.grey)) return false;
  }
  return true;
}

const isEven = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === bytes[0]);

/** A picture as pdf.js gives it; nothing where it could not decode it. */
export async function pixelsOf({ source }: PlacedPicture, page: PDFPageProxy): Promise<Picture | undefined> {
  const picture = typeof source === 'string' ? await pictureNamed(source, page) : (source as Picture);
  return ArrayBuffer.isView(picture?.data) ? picture : undefined;
}

async function decoded(placed: PlacedPicture, page: PDFPageProxy): Promise<GreyImage | undefined> {
  const picture = await pixelsOf(placed, page);
  if (!picture) return undefined;
  return placed.ink === undefined ? toGrey(picture) : toStencil(picture, placed.ink);
}

function pictureNamed(id: string, page: PDFPageProxy): Promise<Picture | undefined> {
  const store = (id.startsWith('g_') ? page.commonObjs : page.objs) as {
    get(id: string, callback: (picture: Picture | null) => void): void;
  };
  return new Promise((resolve) => {
    // A picture it could not decode is null; one it drew itself has no bytes.
    store.get(id, (picture) => resolve(picture ?? undefined));
  });
}
