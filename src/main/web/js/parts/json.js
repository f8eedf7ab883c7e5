// @ts-check
// JSON with the colours of the style sheet, as text nodes only.
import { html } from 'lit';

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)\b/g;
const COLOUR_UP_TO = 100_000;

/** @param {string} text JSON text */
export function coloured(text) {
  if (text.length > COLOUR_UP_TO) return text;
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(at, match.index));
    const [whole, string, colon] = match;
    if (string) parts.push(html`<span class=${colon ? 'k' : 's'}>${string}</span>`, colon ?? '');
    else parts.push(html`<span class="n">${whole}</span>`);
    at = match.index + whole.length;
  }
  parts.push(text.slice(at));
  return parts;
}

/** Indents JSON text without touching its values, so that numbers keep their digits; undefined when it is not JSON. */
export function indented(text) {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  return text.replace(/"(?:\\.|[^"\\])*"|\s+|[{[]\s*[}\]]|[{}[\],:]/g, (token) => {
    if (/^\s/.test(token)) return '';
    if (token.length > 1 && token[0] !== '"') return token[0] + token.at(-1);
    if (token === '{' || token === '[') {
      depth++;
      return token + line();
    }
    if (token === '}' || token === ']') {
      depth--;
      return line() + token;
    }
    if (token === ',') return token + line();
    return token === ':' ? ': ' : token;
  });
}
