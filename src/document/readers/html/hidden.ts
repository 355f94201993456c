import type { HtmlElement } from './html-element.js';

/** Elements that hold no text of the page. */
const NOT_TEXT = new Set([
  'applet',
  'audio',
  'canvas',
  'datalist',
  'head',
  'iframe',
  'noframes',
  'object',
  'script',
  'style',
  'svg',
  'template',
  'title',
  'video',
  // Struck out by the author: no longer part of the text.
  'del',
  's',
  'strike',
]);

/** Word's own way to hide among them. */
const HIDING = [
  ['display', 'none'],
  ['visibility', 'hidden'],
  ['mso-hide', 'all'],
  ['text-decoration', 'line-through'],
  ['text-decoration-line', 'line-through'],
] as const;

/** Is the element shown to nobody, or struck out? By itself or its own style: style sheets are not read. */
export function isDropped({ name, attributes }: HtmlElement): boolean {
  if (NOT_TEXT.has(name) || attributes.hidden !== undefined) return true;
  const style = styleOf(attributes.style);
  return HIDING.some(([property, value]) => style.get(property)?.split(' ').includes(value));
}

export function keepsBlanks({ name, attributes }: HtmlElement): boolean | undefined {
  const space = styleOf(attributes.style).get('white-space');
  if (space !== undefined) return ['pre', 'pre-wrap', 'pre-line', 'break-spaces'].includes(space);
  return name === 'pre' || name === 'textarea' || name === 'listing' || name === 'xmp' ? true : undefined;
}

function styleOf(style: string | undefined): ReadonlyMap<string, string> {
  if (style === undefined) return new Map();
  const declarations = style.toLowerCase().split(';');
  return new Map(
    declarations.map((declaration) => {
      const [property = '', value = ''] = declaration.replaceAll('!important', '').split(':', 2);
      return [property.trim(), value.trim()];
    }),
  );
}
