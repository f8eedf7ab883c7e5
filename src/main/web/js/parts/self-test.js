// @ts-check
// A button that exercises an endpoint as a client would, and says what to mend.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { icon } from '../icons.js';
import { hostOf, reach } from '../model/reach.js';
import { selfTest, shortTalk } from '../model/self-test.js';
import { duration } from '../time.js';

const LOOKS = { ok: ['c-ok', 'ok', 'passed'], warn: ['c-warn', 'alert', 'warning'], bad: ['c-bad', 'fail', 'failed'] };

/** `here` is the endpoint as this page reaches it, `address` as others do. */
class ChitSelfTest extends ChitElement {
  static properties = {
    protocol: {},
    here: {},
    address: {},
    talkAt: {},
    opening: {},
    warnings: { attribute: false },
    checks: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.protocol;
    /** @type {any} */
    this.here;
    /** @type {any} */
    this.talkAt;
    /** @type {any} */
    this.opening;
    /** @type {any} */
    this.address;
    this.checks = [];
    this.warnings = [];
    this.busy = '';
    this.run = 0;
  }

  willUpdate(changed) {
    if (!changed.has('here')) return;
    this.run++;
    this.checks = [];
    this.busy = '';
  }

  async #test() {
    const run = ++this.run;
    this.busy = 'test';
    this.checks = [];
    for await (const check of selfTest(this.protocol, this.here)) {
      if (run !== this.run) return;
      this.checks = [...this.checks, check];
    }
    this.checks = [...this.checks, ...this.#about()];
    this.busy = '';
  }

  async #talk() {
    const run = ++this.run;
    this.busy = 'talk';
    const check = await shortTalk(this.talkAt, this.opening);
    if (run !== this.run) return;
    this.checks = [
      ...this.checks,
      { ...check, hint: check.hint || (check.state === 'ok' ? 'Then it was canceled, so that nobody waits.' : '') },
    ];
    this.busy = '';
  }

  // What no request can tell: from where the address works.
  #about() {
    const { address } = this;
    const host = hostOf(address);
    const about = [];
    if (this.protocol === 'mcp')
      for (const warning of this.warnings) about.push({ state: 'warn', words: 'The server warns', hint: warning });
    if (host !== location.host && this.protocol !== 'websocket')
      about.push({
        state: 'warn',
        words: 'The public address was not tried from here',
        hint:
          `This page came from ${location.host}, so the tests went there. Agents are told ${host} ` +
          `(PUBLIC_API_BASE_URL).`,
        open: address,
      });
    const from = reach(address);
    if (from === 'machine')
      about.push({
        state: 'warn',
        words: 'The address works on this machine only',
        hint: `Others cannot reach ${host}. Open this page by the machine’s IP address, or set PUBLIC_API_BASE_URL.`,
      });
    else if (from === 'network')
      about.push({
        state: 'warn',
        words: 'The address is a private one',
        hint: `Agents outside this network cannot reach ${host}. Set PUBLIC_API_BASE_URL if they should.`,
      });
    else if (/^(http|ws):/.test(address))
      about.push({
        state: 'warn',
        words: 'The address has no TLS',
        hint: 'Some clients insist on https; others need a switch such as --allow-http.',
      });
    return about;
  }

  view() {
    const done = this.checks.filter((check) => check.state === 'ok').length;
    const worst = this.checks.some((check) => check.state === 'bad')
      ? 'bad'
      : this.checks.some((check) => check.state === 'warn')
        ? 'warn'
        : 'ok';
    return html`<section class="panel"><header><h2>Self-test</h2>
        ${
          this.checks.length && !this.busy
            ? html`<span class="tag ${LOOKS[worst][0]}"
  role="status">${icon(/** @type {any} */ (LOOKS[worst][1]))}${done} of ${this.checks.length} passed</span>`
            : ''
        }
        <span class="push row tight">${
          this.protocol === 'websocket'
            ? ''
            : html`<button class="btn ghost sm" type="button" ?disabled=${Boolean(this.busy)}
  title="Begins a conversation, waits for the first answer, and cancels it"
    @click=${this.#talk}>${this.busy === 'talk' ? 'Waiting for an answer…' : 'Send a first message'}</button>`
        }
          <button class="btn sm" type="button" ?disabled=${Boolean(this.busy)} @click=${this.#test}>${icon('play')}${
            this.busy === 'test' ? 'Testing…' : this.checks.length ? 'Run again' : 'Run the self-test'
          }</button></span></header>
      <div class="body">${
        this.checks.length
          ? html`<ul class="checks">${this.checks.map((check) => this.#check(check))}</ul>`
          : html`<p class="mid">Tries the endpoint as a client would, without beginning a conversation.${
              this.protocol === 'websocket'
                ? ''
                : ' “Send a first message” begins one, waits for the first answer, and cancels it.'
            }</p>`
      }</div></section>`;
  }

  #check(check) {
    const [colour, sign, word] = LOOKS[check.state];
    return html`<li><span class=${colour}>${icon(/** @type {any} */ (sign))}<span
      class="vh">${word}: </span></span><span>${check.words}</span><span
        class="dim num">${check.took === undefined ? '' : duration(check.took)}</span>
      ${
        check.said || check.hint || check.conversation
          ? html`<p>${check.said ? html`<bdi>“${check.said}”</bdi> ` : ''}${check.hint}${
              check.conversation
                ? html` <a href="/conversations/${check.conversation}">Conversation ${check.conversation}</a>`
                : ''
            }
        ${
          check.open
            ? html` <a href="${check.open}${this.protocol === 'mcp' ? '/diag' : '/.well-known/agent-card.json'}"
  target="_blank" rel="noopener">Try it</a>`
            : ''
        }</p>`
          : ''
      }</li>`;
  }
}
customElements.define('chit-self-test', ChitSelfTest);
