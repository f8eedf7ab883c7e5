// @ts-check
// Files that go with the next message.

const MOST_BYTES = 10_000_000;
const TEXTUAL = /^(text\/|application\/(json|xml|yaml|.*\+(json|xml))$)/;

/** @type {File[]} */
let files = [];

export const chosenFiles = () => files;

export function forgetFiles() {
  files = [];
  draw();
}

const list = () => /** @type {HTMLElement | null} */ (document.querySelector('.files'));
const fault = () => /** @type {HTMLElement} */ (document.querySelector('#say .fault'));

export function listenForFiles() {
  document.querySelector('#say input[type=file]')?.addEventListener('change', ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    fault().textContent = '';
    for (const file of input.files ?? []) {
      if (files.reduce((sum, each) => sum + each.size, file.size) > MOST_BYTES)
        fault().textContent = `Not attached: “${file.name}” is too large. A message takes 10 MB of files.`;
      else files.push(file);
    }
    input.value = '';
    draw();
  });
}

function draw() {
  list()?.replaceChildren(
    ...files.map((file) => {
      const item = document.createElement('li');
      const name = document.createElement('bdi');
      name.textContent = file.name;
      const remove = document.createElement('button');
      Object.assign(remove, {
        type: 'button',
        className: 'second',
        textContent: 'Remove',
        ariaLabel: `Remove ${file.name}`,
      });
      remove.onclick = () => {
        files = files.filter((each) => each !== file);
        draw();
      };
      item.append(name, remove);
      return item;
    }),
  );
}

/** A file as an attachment of a message. @param {File} file */
export async function contentOf(file) {
  const contentType = file.type || (/\.(md|markdown)$/i.test(file.name) ? 'text/markdown' : 'application/octet-stream');
  const about = { name: file.name, contentType };
  if (TEXTUAL.test(contentType)) return { ...about, content: await file.text() };
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return { ...about, content: btoa(binary), encoding: 'base64' };
}
