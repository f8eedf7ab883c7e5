// @ts-check
// The page: header, the view of the current address, theme, shortcuts.
import './shared-bundle.js';
import { html, nothing } from 'lit';
import { ChitElement } from './element.js';
import { icon, logo } from './icons.js';
import { notice } from './parts/marks.js';
import { interceptLinks, navigate, route } from './router.js';
import { rpc } from './rpc.js';
import { remember, remembered } from './store.js';
import { loadAllStyles } from './style-sheet.js';
import { setTitle } from './title.js';
import { shortcut, openShortcuts } from './shortcuts.js';

/** Each page is a module of its own, fetched when it is first shown. */
const VIEWS = /** @type {Record<string, [() => Promise<unknown>, (params: Record<string, string>) => unknown]>} */ ({
  scenarios: [() => import('./views/scenarios.js'), () => html`<chit-scenarios class="main"></chit-scenarios>`],
  scenario: [
    () => import('./views/scenario.js'),
    ({ id }) => html`<chit-scenario class="main" .scenarioId=${id}></chit-scenario>`,
  ],
  run: [() => import('./views/run.js'), ({ id }) => html`<chit-run class="main" .scenarioId=${id}></chit-run>`],
  many: [() => import('./views/many.js'), ({ id }) => html`<chit-many class="main" .scenarioId=${id}></chit-many>`],
  watch: [
    () => import('./views/watch.js'),
    ({ number }) => html`<chit-watch .number=${number ? Number(number) : undefined}></chit-watch>`,
  ],
  compare: [() => import('./views/compare.js'), () => html`<chit-compare class="main"></chit-compare>`],
  configured: [
    () => import('./views/configured.js'),
    ({ config64 }) => html`<chit-configured class="main" .config64=${config64}></chit-configured>`,
  ],
  conversations: [
    () => import('./views/conversations.js'),
    () => html`<chit-conversations class="main"></chit-conversations>`,
  ],
  conversation: [
    () => import('./views/conversation.js'),
    ({ number }) => html`<chit-conversation .number=${Number(number)}></chit-conversation>`,
  ],
  host: [() => import('./views/host.js'), () => html`<chit-host class="main"></chit-host>`],
  status: [() => import('./views/status.js'), () => html`<chit-status class="main"></chit-status>`],
  try: [() => import('./views/try.js'), () => html`<chit-try class="main"></chit-try>`],
  lost: [() => import('./views/not-found.js'), () => html`<chit-lost class="main"></chit-lost>`],
});

const NAV = [
  ['/', 'Scenarios', ['scenarios', 'scenario', 'run', 'many', 'configured']],
  ['/conversations', 'Conversations', ['conversations', 'conversation', 'compare', 'host']],
  ['/try', 'Try a server', ['try']],
  ['/status', 'Status', ['status']],
];
/** Views that show nothing without the live connection. */
const LIVE = ['conversation', 'conversations', 'watch'];
const RETRY = 3_000;
const THEMES = ['system', 'light', 'dark'];
const LINK = {
  off: ['', 'Not connected'],
  open: ['ok', 'Connected'],
  connecting: ['off', 'Connecting'],
  silent: ['bad', 'No answer'],
  waiting: ['bad', 'Reconnecting'],
};

class ChitApp extends ChitElement {
  static properties = {
    route: { state: true },
    theme: { state: true },
    link: { state: true },
    fetched: { state: true },
    unfetched: { state: true },
  };

  constructor() {
    super();
    this.route = route(location.pathname);
    this.theme = remembered('theme', 'system');
    this.link = rpc.state;
    this.fetched = new Set();
    this.unfetched = '';
    this.#fetch(this.route.page, true);
    // Connects while the view is fetched.
    if (LIVE.includes(this.route.page)) rpc.start();
    rpc.addEventListener('state', () => (this.link = rpc.state));
    addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k')
        return;
      event.preventDefault();
      this.#openPalette();
    });
    addEventListener('popstate', () => this.#moved(true));
    addEventListener('chit-navigate', (event) => this.#moved(/** @type {CustomEvent} */ (event).detail.moved));
    shortcut('g s', 'Scenarios', () => navigate('/'));
    shortcut('g c', 'Conversations', () => navigate('/conversations'));
    shortcut('g t', 'Status', () => navigate('/status'));
    shortcut('g y', 'Try a server', () => navigate('/try'));
  }

  #moved(page) {
    const next = route(location.pathname);
    const same = next.page === this.route.page && JSON.stringify(next.params) === JSON.stringify(this.route.params);
    if (same) {
      dispatchEvent(new CustomEvent('chit-query'));
      return;
    }
    setTitle(NAV.find(([, , pages]) => pages.includes(next.page))?.[1] ?? '');
    this.route = next;
    this.#fetch(next.page);
    if (!page) return;
    scrollTo(0, 0);
    this.updateComplete.then(() =>
      /** @type {HTMLElement | null} */ (this.querySelector('#main'))?.focus({ preventScroll: true }),
    );
  }

  #openPalette() {
    import('./parts/palette.js').then(
      ({ openPalette }) => openPalette(),
      () => {},
    );
  }

  #nextTheme() {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length];
    remember('theme', this.theme);
    if (this.theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }

  #links() {
    return NAV.map(
      ([href, name, pages]) =>
        html`<a href=${href} aria-current=${pages.includes(this.route.page) ? 'page' : nothing}>${name}</a>`,
    );
  }

  view() {
    const main = html`<main id="main" tabindex="-1">${this.#page()}</main>`;
    // Who watches has nothing to choose.
    return this.route.page === 'watch' ? main : html`${this.#header()}${main}`;
  }

  #header() {
    const [dot, words] = LINK[this.link];
    return html`<header class="app">
        <a class="brand" href="/">${logo}Chitchat</a>
        <nav aria-label="Main">${this.#links()}</nav>
        <span class="push"></span>
        ${
          this.link === 'off'
            ? ''
            : html`<span class="link" role="status"><i class="dot ${dot}"></i><span>${words}</span><b
  class="vh">${words}, live connection to the server</b></span>`
        }
        <button class="btn ghost icon keys" type="button" aria-label="Go to or do" title="Go to or do (Ctrl+K)"
          @click=${this.#openPalette}>${icon('search')}</button>
        <button class="btn ghost icon" type="button" aria-label="Theme: ${this.theme}" title="Theme: ${this.theme}"
          @click=${this.#nextTheme}>${icon('theme')}</button>
        <button class="btn ghost icon keys" type="button" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)"
          @click=${openShortcuts}>${icon('help')}</button>
        <details class="menu" @keydown=${(e) => e.key === 'Escape' && e.currentTarget.removeAttribute('open')}>
          <summary class="btn ghost icon" aria-label="Menu">${icon('menu')}</summary><div>${this.#links()}</div>
        </details>
      </header>`;
  }

  #page() {
    const { page, params } = this.route;
    if (this.unfetched === page) {
      return html`<div class="main">${notice(
        'alert',
        'This part of the page could not be fetched',
        `The server at ${location.host} may be down or newly installed. The page tries again by itself.`,
        html`<button class="btn" type="button" @click=${() => location.reload()}>Load the page again</button>`,
      )}</div>`;
    }
    return this.fetched.has(page) ? VIEWS[page][1](params) : '';
  }

  // The page comes back by itself with the server.
  #loadWhenBack() {
    setTimeout(() => {
      fetch('/api/health', { cache: 'no-store' }).then(
        ({ ok }) => (ok ? location.reload() : this.#loadWhenBack()),
        () => this.#loadWhenBack(),
      );
    }, RETRY);
  }

  /** @param {string} page @param {boolean} [first] of the document, which has the styles of it */
  async #fetch(page, first = false) {
    try {
      await Promise.all([VIEWS[page][0](), first ? undefined : loadAllStyles()]);
      this.fetched = new Set([...this.fetched, page]);
    } catch (fault) {
      console.warn(fault);
      this.unfetched = page;
      this.#loadWhenBack();
    }
  }
}

/** Leads an address of the page's predecessor on, if this is one. @param {(address: string) => void} go */
async function leadOn(go) {
  if (!location.hash.startsWith('#/') && !/^\/(watch|client)(\/|$)/.test(location.pathname)) return;
  const { forwarded } = await import('./old-links.js');
  const address = forwarded(location);
  if (address) go(address);
}

await leadOn((address) => {
  // These two have a content policy of their own, which comes with the document.
  if (/^\/(try|\?import=)/.test(address)) location.replace(address);
  else history.replaceState(null, '', address);
});
addEventListener('hashchange', () => leadOn((address) => navigate(address, { replace: true })));
interceptLinks();
customElements.define('chit-app', ChitApp);
