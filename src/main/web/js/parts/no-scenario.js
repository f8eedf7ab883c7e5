// @ts-check
// In place of a scenario that does not exist or does not come.
import { promised } from '../retry.js';
import { said } from '../api.js';
import { html } from 'lit';
import { notice } from './marks.js';

export const noScenario = (fault, id, again) =>
  fault.status === 404
    ? html`<h1 class="vh">Scenario</h1>${notice(
        'alert',
        html`There is no scenario “${id}”`,
        html`${said(fault)}`,
        html`<a class="btn"
  href="/?show=all">All scenarios</a>`,
      )}`
    : html`<h1 class="vh">Scenario</h1>${notice(
        'alert',
        'The scenario could not be loaded',
        html`${said(fault)}${promised(fault)}`,
        html`<button class="btn"
  type="button" @click=${again}>Try again</button><a class="btn ghost" href="/">Scenarios</a>`,
      )}`;
