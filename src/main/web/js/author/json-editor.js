// @ts-check
// The scenario as JSON: CodeMirror, fetched only when this module is. It runs in a shadow root, where it may adopt
// style
// sheets; in the document it would write a style element, which the content policy refuses.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  HighlightStyle,
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: tags.string, color: 'var(--code-str)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-num)' },
]);

const look = EditorView.theme({
  '&': {
    color: 'var(--text)',
    backgroundColor: 'var(--code-bg)',
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--r-2)',
    fontSize: 'var(--t-2)',
    maxHeight: '75vh',
    minHeight: '20rem',
  },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--code-bg)', color: 'var(--text-3)', borderRight: '1px solid var(--border)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent', color: 'inherit' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--text)', fontWeight: '600' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-selectionMatch, .cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--warn)' },
  '.cm-searchMatch.cm-searchMatch-selected': {
    backgroundColor: 'var(--accent-soft)',
    outline: '2px solid var(--accent)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--hover)', border: 'none', color: 'var(--text-2)' },
  '.cm-panels': { backgroundColor: 'var(--surface)', color: 'var(--text)', borderColor: 'var(--border)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--border)' },
  '.cm-panel.cm-search': { padding: 'var(--s-2)', paddingRight: 'var(--s-8)', fontFamily: 'var(--font-ui)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--t-2)' },
  '.cm-textfield': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--r-1)',
    fontSize: 'var(--t-3)',
    padding: 'var(--s-1) var(--s-2)',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--r-1)',
    padding: 'var(--s-1) var(--s-2)',
  },
  '.cm-panel.cm-search [name=close]': {
    color: 'var(--text)',
    fontSize: 'var(--t-5)',
    minWidth: '1.75rem',
    minHeight: '1.75rem',
  },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--text)', border: '1px solid var(--border)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--error) 1px',
    textUnderlineOffset: '.25em',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline dotted var(--warn) 1px',
    textUnderlineOffset: '.25em',
  },
  '.cm-diagnostic': { fontFamily: 'var(--font-ui)' },
});

const reading = (locked) => [
  EditorState.readOnly.of(locked),
  EditorView.contentAttributes.of({
    'aria-label': 'Scenario as JSON',
    'aria-readonly': String(locked),
    // What scrolls needs something focusable inside; that the text can be edited does not count.
    tabindex: '0',
  }),
  EditorView.editable.of(!locked),
];

/** `text` in, a `typed` event out; `faults` are `{from, to, severity, message}`. */
class ChitJson extends HTMLElement {
  #text = '';
  #locked = false;
  #faults = [];
  #mode = new Compartment();

  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.replaceChildren();
    this.view = new EditorView({ root, parent: root, state: this.#state() });
    this.#mark();
  }

  disconnectedCallback() {
    this.view?.destroy();
    this.view = undefined;
  }

  set text(text) {
    const doc = text.replaceAll(/\r\n?/g, '\n');
    if (doc === this.#text) return;
    this.#text = doc;
    if (!this.view || this.view.state.doc.toString() === doc) return;
    // Another tab or the assistant changed it; undo still leads back.
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: doc } });
  }

  set locked(locked) {
    if (locked === this.#locked) return;
    this.#locked = locked;
    this.view?.dispatch({ effects: this.#mode.reconfigure(reading(locked)) });
  }

  set faults(faults) {
    this.#faults = faults;
    this.#mark();
  }

  #mark() {
    if (!this.view) return;
    const most = this.view.state.doc.length;
    const inside = this.#faults.map((fault) => ({
      ...fault,
      from: Math.min(fault.from, most),
      to: Math.min(Math.max(fault.to, fault.from), most),
    }));
    this.view.dispatch(setDiagnostics(this.view.state, inside));
  }

  #state() {
    return EditorState.create({
      doc: this.#text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        json(),
        syntaxHighlighting(colours),
        search({ top: true }),
        // Tab is not taken: it leads on to the next control.
        keymap.of([...searchKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
        EditorView.lineWrapping,
        look,
        this.#mode.of(reading(this.#locked)),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          const text = update.state.doc.toString();
          if (text === this.#text) return;
          this.#text = text;
          this.dispatchEvent(new CustomEvent('typed', { detail: text }));
        }),
      ],
    });
  }

  /** Puts the cursor at a place of the text. */
  show(at) {
    const anchor = Math.min(at, /** @type {NonNullable<typeof this.view>} */ (this.view).state.doc.length);
    /** @type {NonNullable<typeof this.view>} */ (this.view).dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    });
    /** @type {NonNullable<typeof this.view>} */ (this.view).focus();
  }

  search() {
    openSearchPanel(/** @type {NonNullable<typeof this.view>} */ (this.view));
  }
}
customElements.define('chit-json', ChitJson);
