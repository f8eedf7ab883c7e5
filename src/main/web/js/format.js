// @ts-check
// Names, sizes and counts as people read them.

const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A name without the marks that would turn the letters around it: they make gpj.exe look like exe.jpg. */
export const plainName = (name) => String(name ?? '').replace(BIDI, '');

/** patient-agent → Patient agent; a name that is not made of plain words stays as it is. */
export function label(id) {
  const text = plainName(id);
  if (!/^[a-z0-9]+([-_][a-z0-9]+)+$/.test(text)) return text || 'nobody';
  const words = text.replace(/[-_]+/g, ' ');
  return words[0].toUpperCase() + words.slice(1);
}

/** An agent's id as part of an element's: `aria-describedby` parts ids at spaces. */
export const idPart = (id) => encodeURIComponent(plainName(id));

/** @param {number} n @param {string} one @param {string} many */
export const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return bytes < 1_000_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** The first line of a text, cut at a word. */
export function firstLine(text, most = 120) {
  const flat = String(text ?? '')
    .slice(0, most * 4)
    .replace(/^\s*[-+]\s+/gm, '')
    .replace(/[#*`>|~[\]]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/[-=]{3,}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (flat.length <= most) return flat;
  const cut = flat.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most - 20))}…`;
}

/** First grapheme of a name, for an agent's mark. */
export function initial(text) {
  const letters = String(text ?? '').match(/[\p{L}\p{N}]/u);
  return letters ? letters[0].toLocaleUpperCase() : '?';
}

/** @param {string} contentType */
export function kindOf(contentType) {
  const type = String(contentType ?? '')
    .split(';')[0]
    .trim()
    .toLowerCase();
  if (type === 'text/markdown' || type === 'text/x-markdown')
    return { view: 'markdown', name: 'Markdown', icon: 'file' };
  if (type === 'application/json' || type.endsWith('+json')) return { view: 'json', name: 'JSON', icon: 'code' };
  if (/^image\/(png|jpe?g|gif|webp|avif|bmp)$/.test(type)) return { view: 'image', name: 'Image', icon: 'image' };
  if (type.startsWith('text/') || /(^|[/+])(xml|yaml|csv|javascript)$/.test(type))
    return { view: 'text', name: type.replace('text/', '').replace('plain', 'Text'), icon: 'file' };
  return { view: 'none', name: type || 'unknown type', icon: 'file' };
}
