// @ts-check
// Keys: never while the user types, never with a modifier; `?` lists them.

const known = /** @type {Map<string, {words: string, act: () => void}>} */ (new Map());
let first = '';
let firstAt = 0;

/** @param {string} keys one key, or two one after the other ("g s") @returns {() => void} takes it back */
export function shortcut(keys, words, act) {
  const entry = { words, act };
  known.set(keys, entry);
  return () => {
    if (known.get(keys) === entry) known.delete(keys);
  };
}

/** What can be done by key now. */
export const shortcuts = () => [...known].map(([keys, { words, act }]) => ({ keys, words, act }));

const typing = (target) =>
  target instanceof Element &&
  target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]') !== null;

document.addEventListener('keydown', (event) => {
  if (
    event.defaultPrevented ||
    event.isComposing ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    typing(event.composedPath()[0])
  )
    return;
  if (document.querySelector('dialog[open]')) return;
  if (event.key === '?') {
    event.preventDefault();
    openShortcuts();
    return;
  }
  const pair = `${first} ${event.key}`;
  const keys = first && Date.now() - firstAt < 1200 && known.has(pair) ? pair : event.key;
  first = event.key;
  firstAt = Date.now();
  const entry = known.get(keys);
  if (!entry) return;
  event.preventDefault();
  entry.act();
});

export function openShortcuts() {
  const dialog = document.createElement('dialog');
  dialog.className = 'shortcuts';
  dialog.setAttribute('aria-labelledby', 'shortcuts-title');
  const title = Object.assign(document.createElement('h2'), {
    id: 'shortcuts-title',
    textContent: 'Keyboard shortcuts',
  });
  const list = document.createElement('dl');
  const listed = [...known].map(([keys, { words }]) => [keys, words]);
  for (const [keys, words] of [
    ...listed,
    ['Ctrl+K', 'Go to or do anything by its name'],
    ['?', 'This list'],
    ['Esc', 'Close what is open'],
  ]) {
    const dt = document.createElement('dt');
    for (const key of keys.split(' '))
      dt.append(Object.assign(document.createElement('kbd'), { textContent: key }), ' ');
    list.append(dt, Object.assign(document.createElement('dd'), { textContent: words }));
  }
  const close = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'btn',
    textContent: 'Close',
    onclick: () => dialog.close(),
  });
  dialog.append(title, list, close);
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}
