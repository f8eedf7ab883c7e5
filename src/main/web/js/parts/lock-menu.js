// @ts-check
// The three that the menu of a published scenario always has.
import { html } from 'lit';
import { forget, keptToken, lock, tokenFor } from '../locks.js';
import { askToken } from '../ask-token.js';
import { published } from '../scenarios.js';
import { choice } from './menu.js';

/** @param {any} item @param {() => void} [ask] opens the dialog; a page with a banner passes the banner's */
export const lockChoices = (item, ask = () => void askToken(item)) => {
  if (!published(item)) return '';
  const open = tokenFor(item.id) !== null;
  return html`${choice('unlock', 'Unlock', ask, { off: open })}
    ${choice('lock', 'Lock again', () => lock(item.id), { off: !open })}
    ${choice('close', 'Forget token', () => forget(item.id), { off: !keptToken(item.id) })}`;
};
