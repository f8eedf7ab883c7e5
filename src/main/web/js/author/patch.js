// @ts-check
// JSON Patch (RFC 6902) on JSON text: what the patch does not name keeps its characters.
import { find, parse, plain } from './json.js';
import { insert, remove, set, sliceOf } from './edit.js';

// What the server takes as a scenario, and how many characters all operations together may read: a model can be talked
// into a patch that doubles the text with each of thirty copies, or that has it read a hundred thousand times.
const MAX_CHARACTERS = 1 << 20;
const MAX_READ = 4 * MAX_CHARACTERS;

const steps = (pointer) => {
  if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/')))
    throw new Error(`“${pointer}” is not a JSON Pointer; it must start with a slash.`);
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
};

/** @param {string} text @param {unknown} patch a list of operations; throws a sentence that names the one that fails */
export function patched(text, patch) {
  if (!Array.isArray(patch)) throw new Error('A JSON Patch is a list of operations.');
  // A draft that is too large already may still be made smaller.
  const most = Math.max(MAX_CHARACTERS, text.length);
  let read = 0;
  return patch.reduce((at, operation, i) => {
    try {
      read += at.length;
      if (read > MAX_READ && i) throw new Error('so many operations on so long a text take too long; send fewer.');
      const after = applied(at, operation);
      if (after.length > most)
        throw new Error(`the scenario is too large: it has ${after.length} characters, and at most ${most} are taken.`);
      return after;
    } catch (/** @type {any} */ fault) {
      throw new Error(`Operation ${i + 1} (${operation?.op} ${operation?.path}): ${fault.message}`, { cause: fault });
    }
  }, text);
}

function applied(text, operation) {
  const path = steps(operation?.path);
  const root = parse(text);
  switch (operation.op) {
    case 'add':
      return added(text, path, valueOf(operation));
    case 'replace':
      existing(root, path);
      return path.length ? set(text, path, valueOf(operation)) : valueOf(operation);
    case 'remove':
      existing(root, path);
      return remove(text, path);
    case 'move': {
      const from = steps(operation.from);
      existing(root, from);
      return added(remove(text, from), path, sliceOf(text, root, from));
    }
    case 'copy': {
      const from = steps(operation.from);
      existing(root, from);
      return added(text, path, sliceOf(text, root, from));
    }
    case 'test':
      existing(root, path);
      if (sorted(plain(find(root, path))) !== sorted(operation.value))
        throw new Error('the value there is another one.');
      return text;
    default:
      throw new Error('op must be add, replace, remove, move, copy or test.');
  }
}

const sorted = (value) =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort())
      : inner,
  );

function valueOf(operation) {
  if (!('value' in operation)) throw new Error('it has no value.');
  return JSON.stringify(operation.value, null, 2);
}

function existing(root, path) {
  if (!find(root, path)) throw new Error('nothing is there.');
}

function added(text, path, json) {
  if (!path.length) return json;
  const above = path.slice(0, -1);
  const parent = find(parse(text), above);
  if (!parent || !(parent.items || parent.entries)) throw new Error('what should contain it does not exist.');
  if (!parent.items) return set(text, path, json);
  const last = path[path.length - 1];
  const index = last === '-' ? parent.items.length : /^(0|[1-9]\d*)$/.test(last) ? Number(last) : -1;
  if (index < 0 || index > parent.items.length) throw new Error(`the list has ${parent.items.length} items.`);
  return insert(text, above, index, json);
}
