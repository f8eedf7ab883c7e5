// @ts-check
// Asks for the edit token of a published scenario and has the server check it at once.
import '../shared-bundle.js';
import { html, nothing, render } from 'lit';
import { icon } from '../icons.js';
import { askServer, keptToken, unlock } from '../locks.js';
import { titleOf } from '../scenarios.js';

let asking = /** @type {{id: string, answer: Promise<boolean>} | undefined} */ (undefined);

/**
 * Opens the dialog above the page, which stays as it is.
 * @param {any} item the scenario @param {string} [why] what the token is wanted for
 * @returns {Promise<boolean>} whether the scenario is unlocked now
 */
export function askToken(item, why = '') {
  if (asking?.id === item.id) return /** @type {NonNullable<typeof asking>} */ (asking).answer;
  const answer = new Promise((resolve) => show(item, why, resolve)).finally(() => (asking = undefined));
  asking = { id: item.id, answer };
  return answer;
}

function show(item, why, resolve) {
  const dialog = document.createElement('dialog');
  dialog.className = 'ask-token';
  dialog.setAttribute('aria-labelledby', 'token-title');
  const state = {
    free: false,
    fault: '',
    visible: false,
    check: /** @type {AbortController | undefined} */ (undefined),
  };
  const input = () => /** @type {HTMLInputElement} */ (dialog.querySelector('#token'));
  const draw = () =>
    render(
      content(item, why, state, {
        submit,
        show: toggle,
        close: () => dialog.close(),
        free: () => dialog.close('unlocked'),
      }),
      dialog,
    );

  function toggle(event) {
    state.visible = event.currentTarget.checked;
    draw();
  }

  async function submit(event) {
    event.preventDefault();
    if (state.check) return;
    const check = (state.check = new AbortController());
    draw();
    try {
      await unlock(item.id, input().value, check.signal);
      if (!check.signal.aborted) dialog.close('unlocked');
      return;
    } catch (/** @type {any} */ fault) {
      if (check.signal.aborted) return;
      state.fault = fault.status
        ? `The server does not accept this token. It says: “${fault.message}”`
        : String(fault.message ?? fault);
    }
    state.check = undefined;
    draw();
    input().focus();
    input().select();
  }

  dialog.onclose = () => {
    state.check?.abort();
    dialog.remove();
    resolve(dialog.returnValue === 'unlocked');
  };
  document.body.append(dialog);
  draw();
  input().value = keptToken(item.id);
  dialog.showModal();
  // A server without a token locks nothing, which is better said than asked; it may have lost its token since the last
  // visit.
  askServer(item.id).then(
    (answer) => {
      state.free = answer === 'free';
      if (dialog.open && state.free) draw();
    },
    () => {},
  );
  input().select();
}

const noToken = (item, act) => html`<div class="stack" role="status"><h2 id="token-title">No token is needed</h2>
  <p class="mid">This server has no edit token, so it locks nothing: “<bdi>${titleOf(item, 120)}</bdi>” can be changed
    by
    everybody, you included.</p>
  <div class="row acts"><button class="btn primary" type="button" autofocus
    @click=${act.free}>Go on</button></div></div>`;

const content = (item, why, { free, fault, visible, check }, act) =>
  free
    ? noToken(item, act)
    : html`<form class="stack" novalidate aria-busy=${check ? 'true' : 'false'} @submit=${act.submit}>
  <div class="row nowrap-row">${icon('lock')}<h2 id="token-title"
    class="grow">Unlock “<bdi>${titleOf(item, 120)}</bdi>”</h2></div>
  <p class="mid">${why ? html`${why} ` : ''}It is published, so changing it needs this server’s edit token. Whoever runs
    the server knows it.</p>
  <div class="field"><label for="token">Edit token</label>
    <input id="token" class="in mono" type=${visible ? 'text' : 'password'} autocomplete="off" autocapitalize="off"
      spellcheck="false" autofocus
      aria-invalid=${fault ? 'true' : nothing} aria-describedby="token-fault token-help" ?readonly=${Boolean(check)}>
    <div id="token-fault" role="alert">${
      fault ? html`<p class="err">${icon('alert')}<span>${fault}</span></p>` : ''
    }</div>
    <p class="help" id="token-help">Kept in this browser for 24 hours, and sent to this server only.</p></div>
  <label class="switch"><input type="checkbox" role="switch" .checked=${visible}
    @change=${act.show}>Show what is typed</label>
  <div class="row acts"><button class="btn ghost" type="button" @click=${act.close}>Not now</button><button
    class="btn primary" type="submit"
      aria-disabled=${check ? 'true' : nothing}
        >${icon('unlock')}${check ? 'Checking…' : 'Unlock'}</button></div></form>`;
