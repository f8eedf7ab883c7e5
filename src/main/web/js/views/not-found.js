// @ts-check
// An address that leads nowhere.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { notice } from '../parts/marks.js';
import { setTitle } from '../title.js';

class ChitLost extends ChitElement {
  connectedCallback() {
    super.connectedCallback();
    setTitle('Not found');
  }

  view() {
    return html`<h1 class="vh">Not found</h1>${notice(
      'alert',
      'Nothing lives at this address',
      html`<code>${location.pathname}</code> is none of this page’s addresses. A letter may be missing.`,
      html`<a class="btn" href="/">Scenarios</a><a class="btn" href="/conversations">Conversations</a>`,
    )}`;
  }
}
customElements.define('chit-lost', ChitLost);
