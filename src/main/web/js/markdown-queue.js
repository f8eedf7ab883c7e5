// @ts-check
// Long or costly Markdown is parsed by a worker, one text after the other, each within a second; else it stays plain.

const DEADLINE = 1_000;
const START_WITHIN = 15_000;
const REMEMBERED = 200;

/** @typedef {import('./markdown.js').Node[] | undefined} Tree */
/** @typedef {{text: string, done: (tree: Tree) => void}} Job */

/** @type {Job[]} */
const waiting = [];
/** @type {Map<string, Tree>} */
const known = new Map();
/** @type {Job | undefined} */
let current;
/** @type {Worker | undefined} */
let worker;
let ready = false;
let timer = 0;

// The one address that may become a worker here.
const { trustedTypes } = /** @type {any} */ (globalThis);
const address = new URL('./markdown-worker.js', import.meta.url).href;
const policy = trustedTypes?.createPolicy('chitchat-worker', { createScriptURL: () => address });

/**
 * The tree of a text; undefined when it took too long or is too large.
 * @param {string} text @returns {Promise<Tree>}
 */
export function parsedLater(text) {
  if (known.has(text)) return Promise.resolve(known.get(text));
  return new Promise((done) => {
    waiting.push({ text, done });
    next();
  });
}

function next() {
  if (current || !waiting.length) return;
  if (!worker) {
    start();
    return;
  }
  if (!ready) return;
  current = waiting.shift();
  timer = setTimeout(() => finish(undefined, true), DEADLINE);
  worker.postMessage(/** @type {NonNullable<typeof current>} */ (current).text);
}

function start() {
  ready = false;
  try {
    worker = new Worker(policy ? policy.createScriptURL(address) : address, { type: 'module' });
  } catch (fault) {
    console.error(fault);
    giveUp();
    return;
  }
  timer = setTimeout(giveUp, START_WITHIN);
  worker.onerror = giveUp;
  worker.onmessage = ({ data }) => {
    if (data.ready) {
      clearTimeout(timer);
      ready = true;
      next();
    } else finish(data.tree, false);
  };
}

/** @param {Tree} tree @param {boolean} late */
function finish(tree, late) {
  clearTimeout(timer);
  const job = current;
  current = undefined;
  if (late) stop();
  known.set(/** @type {NonNullable<typeof job>} */ (job).text, tree);
  if (known.size > REMEMBERED) known.delete(/** @type {string} */ (known.keys().next().value));
  /** @type {NonNullable<typeof job>} */ (job).done(tree);
  next();
}

function stop() {
  worker?.terminate();
  worker = undefined;
  ready = false;
}

// No worker in this browser: what waits stays as it is written.
function giveUp() {
  clearTimeout(timer);
  stop();
  for (const job of [...(current ? [current] : []), ...waiting.splice(0)]) job.done(undefined);
  current = undefined;
}
