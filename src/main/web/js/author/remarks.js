// @ts-check
// What the server says of a draft that it was asked about.

/** What the server says of the draft, by the dotted path of the field. */
export class Remarks {
  /** What keeps it from being stored. @type {Map<string, string[]>} */
  errors = new Map();
  /** What is well-formed but cannot work. @type {Map<string, string[]>} */
  warnings = new Map();
  asked = false;
  /** Why it could not be asked. */
  unasked = '';

  get size() {
    return this.errors.size + this.warnings.size;
  }

  /** @returns {[string, string[]][]} */
  get all() {
    return [...this.errors, ...this.warnings];
  }

  /** Once the value at a path, or an item of the list there, is another one, nothing is known of it. */
  forget(at, below = false) {
    for (const known of [this.errors, this.warnings])
      for (const path of [...known.keys()]) if (path === at || (below && path.startsWith(`${at}.`))) known.delete(path);
  }
}
