// @ts-check
// What every component of the page has in common: it draws into the light DOM, so that one set of style sheets counts,
// and a fault while drawing one part never takes the page down.
import { LitElement, html } from 'lit';
import { icon } from './icons.js';

export class ChitElement extends LitElement {
  createRenderRoot() {
    // Replaces earlier content of the element (a noscript text, a skeleton).
    this.replaceChildren();
    return this;
  }

  render() {
    try {
      return this.view();
    } catch (fault) {
      console.error(fault);
      return html`<p class="err">${icon('alert')}<span>This part cannot be shown: ${String(fault)}</span></p>`;
    }
  }

  /** What to draw. @returns {unknown} */
  view() {
    return '';
  }
}

/**
 * While the component is on the page, each event draws it again.
 * @param {LitElement} component
 * @param {EventTarget} source
 * @param {string} [type]
 */
export function redrawnBy(component, source, type = 'change') {
  const redraw = () => component.requestUpdate();
  component.addController({
    hostConnected: () => source.addEventListener(type, redraw),
    hostDisconnected: () => source.removeEventListener(type, redraw),
  });
}
