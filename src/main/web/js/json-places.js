// @ts-check
// Where in a JSON text each field stands, and where the text stops being JSON. Browsers tell the latter in many words
// and sometimes without a place; people need the line.

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /(?:true|false|null)(?!\w)/y;
const PIECE = /[^\s,:{}[\]"]{1,20}|./uy;

class Fault extends Error {
  constructor(offset, words) {
    super(words);
    this.offset = offset;
  }
}

class Reader {
  places = /** @type {Map<string, number>} */ (new Map());
  at = 0;

  constructor(text) {
    this.text = text;
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match?.[0];
  }

  /** The next character after white space, which is taken when it is one of those wanted. */
  next(wanted) {
    this.take(SPACE);
    const found = this.text[this.at] ?? '';
    if (found && wanted.includes(found)) this.at += 1;
    else return '';
    return found;
  }

  wrong(expected) {
    if (this.at >= this.text.length) throw new Fault(this.at, `The text ends where ${expected} should follow. Is it complete?`);
    const found = this.text[this.at] === '"' ? '"' : this.take(PIECE) ?? '';
    throw new Fault(this.at - (found === '"' ? 0 : found.length), `${expected[0].toUpperCase()}${expected.slice(1)} should stand here, not ${found}`);
  }

  string(expected) {
    const start = this.at;
    const string = this.take(STRING);
    if (string !== undefined) return string;
    if (this.text[start] !== '"') this.wrong(expected);
    this.at = start;
    throw new Fault(start, 'This string has no end on its line, or a character in it that needs a backslash.');
  }

  value(path) {
    this.take(SPACE);
    this.places.set(path, this.at);
    const below = path === '' ? '' : `${path}.`;
    if (this.next('{')) this.members(below);
    else if (this.next('[')) this.entries(below);
    else if (this.text[this.at] === '"') this.string('a string');
    else if (this.take(NUMBER) === undefined && this.take(WORD) === undefined) this.wrong('a value');
  }

  members(below) {
    if (this.next('}')) return;
    do {
      this.take(SPACE);
      const key = this.string('a name in double quotes');
      if (!this.next(':')) this.wrong('a colon');
      this.value(below + JSON.parse(key));
    } while (this.next(','));
    if (!this.next('}')) this.wrong('a comma or }');
  }

  entries(below) {
    if (this.next(']')) return;
    let n = 0;
    do this.value(below + n++);
    while (this.next(','));
    if (!this.next(']')) this.wrong('a comma or ]');
  }
}

/**
 * Reads a JSON text: the offset of every field by its path (`agents.0.tools.1.toolName`), and the first fault if there is one.
 * @param {string} text @returns {{places: Map<string, number>, fault?: {offset: number, words: string}}}
 */
export function placesIn(text) {
  const reader = new Reader(text);
  try {
    reader.value('');
    reader.take(SPACE);
    if (reader.at < text.length) reader.wrong('the end of the text');
    return { places: reader.places };
  } catch (fault) {
    if (fault instanceof Fault) return { places: reader.places, fault: { offset: fault.offset, words: fault.message } };
    // Nested deeper than the browser can follow.
    return { places: reader.places, fault: { offset: reader.at, words: 'From here on it is nested too deep.' } };
  }
}

/** The place of a field, or of the nearest that is there when the field itself is missing. */
export function placeOf(places, path) {
  for (let at = path; at; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const offset = places.get(at);
    if (offset !== undefined) return offset;
  }
  return places.get('') ?? 0;
}

/** Line and column, both from 1. */
export function lineOf(text, offset) {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}
