// Brings the libraries of the page from node_modules (package-lock.json says which) to src/main/web/vendor, each as one
// file, with its licences. `--check` changes nothing and fails where the folder holds something else.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const FOLDER = new URL('../../main/web/vendor/', import.meta.url);
const MODULES = new URL('node_modules/', import.meta.url);

/** What the page uses of each; the import map in index.html leads the names of the packages to these files. */
const BUNDLES = {
  'lit.js': `export * from 'lit';
    export { keyed } from 'lit/directives/keyed.js';
    export { repeat } from 'lit/directives/repeat.js';`,
  'marked.js': `export { Marked } from 'marked';`,
  'uqr.js': `export { encode } from 'uqr';`,
  'codemirror.js': `export { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
    export { json } from '@codemirror/lang-json';
    export { HighlightStyle, bracketMatching, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting }
      from '@codemirror/language';
    export { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
    export { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
    export { Compartment, EditorState } from '@codemirror/state';
    export { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers }
      from '@codemirror/view';
    export { tags } from '@lezer/highlight';`,
};

/** One file with everything it needs inside, and the packages that went into it. */
async function bundle(contents) {
  const result = await build({
    stdin: { contents, resolveDir: new URL('.', import.meta.url).pathname },
    bundle: true,
    // The paths of the type check are none of this.
    tsconfigRaw: '{}',
    format: 'esm',
    minify: true,
    target: 'es2022',
    legalComments: 'none',
    metafile: true,
    write: false,
  });
  const packages = new Set(
    Object.keys(result.metafile.inputs)
      .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
      .filter((name) => name !== undefined),
  );
  return { code: result.outputFiles[0].text, packages: [...packages].sort() };
}

async function licence(name) {
  const folder = new URL(`${name}/`, MODULES);
  const { version, license } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} brings no licence`);
  return `${name} ${version} (${license})\n\n${(await readFile(new URL(file, folder), 'utf8')).trim()}\n`;
}

/** The folder's files as they should be, by name. */
async function files() {
  const made = new Map();
  for (const [file, contents] of Object.entries(BUNDLES)) {
    const { code, packages } = await bundle(contents);
    const licences = await Promise.all(packages.map(licence));
    const names = licences.map((text) => text.split('\n')[0]).join(', ');
    made.set(file, `// @ts-nocheck\n/* ${names}. See ${file}.LICENSE.txt */\n${code}`);
    made.set(`${file}.LICENSE.txt`, licences.join(`\n${'-'.repeat(80)}\n\n`));
  }
  return made;
}

const made = await files();
const there = await readdir(FOLDER).catch(() => []);
const wrong = there.filter((name) => !made.has(name));
for (const [name, content] of made) {
  const current = there.includes(name) ? await readFile(new URL(name, FOLDER), 'utf8') : '';
  if (current === content) continue;
  wrong.push(name);
  if (!process.argv.includes('--check')) await writeFile(new URL(name, FOLDER), content);
}
if (process.argv.includes('--check') && wrong.length) {
  console.error(`src/main/web/vendor is not what package-lock.json names: ${wrong.join(', ')}.`);
  console.error('Run: npm run vendor');
  process.exitCode = 1;
}
