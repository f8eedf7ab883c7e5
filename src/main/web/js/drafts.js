// @ts-check
// Where drafts of scenarios are kept in this browser. What a draft is, the author's pages know.

const KEY = 'chitchat.draft.';

/** New drafts of a browser that refuses storage; they live as long as the page. @type {Map<string, any>} */
const unstored = new Map();

/** Which storage; asking for it may be refused already. @typedef {() => Storage} Place */

/** @type {Place} */
const ofTab = () => sessionStorage;
/** @type {Place} */
const ofBrowser = () => localStorage;

/** @param {Place} place */
function read(place, id) {
  try {
    const found = JSON.parse(place().getItem(KEY + id) ?? 'null');
    return found && typeof found.text === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Place} place @returns {boolean} whether it is kept */
function write(place, id, text) {
  try {
    place().setItem(KEY + id, text);
    return true;
  } catch {
    return false;
  }
}

/** @param {Place} place */
function remove(place, id) {
  try {
    place().removeItem(KEY + id);
  } catch {
    // It was never kept then.
  }
}

/**
 * The draft of this tab, else the last one of this browser: two tabs on one scenario keep their own texts, and one that
 * was closed leaves its own behind.
 * @param {string} id
 */
export const kept = (id) => read(ofTab, id) ?? read(ofBrowser, id) ?? unstored.get(id);

/** @param {string} id @param {string} text JSON @returns {boolean} whether a reload would find it */
export function keep(id, text) {
  discarded.delete(id);
  const here = write(ofTab, id, text);
  return write(ofBrowser, id, text) || here;
}

/** @param {string} id @param {string} last what this tab kept; what another one has typed meanwhile stays */
export function forgetOwn(id, last) {
  remove(ofTab, id);
  unstored.delete(id);
  const latest = read(ofBrowser, id);
  if (!latest || JSON.stringify(latest) === last) remove(ofBrowser, id);
}

export function forget(id) {
  remove(ofTab, id);
  remove(ofBrowser, id);
  unstored.delete(id);
}

/**
 * Begins a scenario that only this browser knows until its author saves it. As long as nobody has typed anything it is
 * no work that could be lost, so only this tab keeps it.
 * @param {{config: any}} item
 * @param {boolean} typed whether a part of it comes from its author
 */
export function begin({ config }, typed) {
  const { id } = config.metadata;
  const draft = {
    text: JSON.stringify(config, null, 2),
    history: '[]',
    pending: {},
    proposals: [],
    at: typed ? Date.now() : 0,
    base: null,
  };
  unstored.set(id, draft);
  write(ofTab, id, JSON.stringify(draft));
  if (typed) write(ofBrowser, id, JSON.stringify(draft));
}

/** @typedef {{id: string, title: string, at: number, fresh: boolean, raw: string, discarded?: boolean}} Unsaved */

/** What was thrown away while this page is open, for those who want it back. @type {Map<string, Unsaved>} */
const discarded = new Map();

/** What this browser keeps and what was thrown away, last written first. @returns {Unsaved[]} */
export function unsaved() {
  return [...stored(), ...discarded.values()].sort((a, b) => b.at - a.at);
}

/** @returns {Unsaved[]} */
function stored() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(KEY))
      .flatMap((key) => entry(key.slice(KEY.length)));
  } catch {
    return [];
  }
}

/** Forgets a draft, with a way back as long as the page is open. @param {string} id */
export function discard(id) {
  for (const draft of entry(id)) discarded.set(id, { ...draft, discarded: true });
  forget(id);
}

/** @param {string} id of a draft that was thrown away */
export function bringBack(id) {
  const draft = discarded.get(id);
  if (draft && write(ofBrowser, id, draft.raw)) discarded.delete(id);
}

/** @returns {Unsaved[]} one, or none of what is not a draft */
function entry(id) {
  const draft = read(ofBrowser, id);
  if (!draft) return [];
  const title = titleIn(draft.text) || titleIn(draft.base?.text) || id;
  const at = typeof draft.at === 'number' ? draft.at : 0;
  return [{ id, title, at, fresh: !draft.base, raw: JSON.stringify(draft) }];
}

/** @returns {string} empty while the text is not JSON */
function titleIn(text) {
  try {
    const title = JSON.parse(text)?.metadata?.title;
    return typeof title === 'string' ? title.trim() : '';
  } catch {
    return '';
  }
}

const SAVED = 'chitchat.saved.';

/** Tells the other tabs of this browser that a scenario was saved. @param {string} id @param {string} etag */
export function tellSaved(id, etag) {
  try {
    localStorage.setItem(SAVED + id, etag);
    localStorage.removeItem(SAVED + id);
  } catch {
    // They ask the server when they are looked at again.
  }
}

/** @param {string} id @param {() => void} saved is called when another tab saves it @returns {() => void} stops */
export function onSavedElsewhere(id, saved) {
  const heard = ({ key, newValue }) => key === SAVED + id && newValue !== null && saved();
  addEventListener('storage', heard);
  return () => removeEventListener('storage', heard);
}

/** @param {() => void} changed is called when another tab keeps or forgets one @returns {() => void} stops */
export function onDraftSavedElsewhere(changed) {
  const heard = ({ key }) => (key === null || key.startsWith(KEY)) && changed();
  addEventListener('storage', heard);
  return () => removeEventListener('storage', heard);
}
