// @ts-check
// Leaving with unsaved work asks first: links and shortcuts of this page, Back and Forward, closing the tab.
import { navigate } from '../router.js';

/**
 * @param {() => boolean} unsaved
 * @param {() => string} home path of the page that is guarded
 * @returns {() => void} stops asking
 */
export function askBeforeLeaving(unsaved, home) {
  let let_ = false;
  let here = location.href;
  const staysHere = (address) => new URL(address, location.href).pathname === home();

  const go = (address) => {
    let_ = true;
    navigate(address);
  };
  const leaving = (event) => {
    if (let_ || !unsaved() || staysHere(event.detail.address)) return;
    event.preventDefault();
    ask(() => go(event.detail.address));
  };
  const popped = (event) => {
    if (let_ || !unsaved() || location.pathname === home()) {
      here = location.href;
      return;
    }
    event.stopImmediatePropagation();
    const wanted = location.href;
    history.pushState(null, '', here);
    ask(() => go(wanted));
  };
  const moved = () => (here = location.href);
  const closing = (event) => {
    if (!let_ && unsaved()) event.preventDefault();
  };
  addEventListener('chit-leaving', leaving);
  addEventListener('popstate', popped, { capture: true });
  addEventListener('chit-navigate', moved);
  addEventListener('beforeunload', closing);
  return () => {
    removeEventListener('chit-leaving', leaving);
    removeEventListener('popstate', popped, { capture: true });
    removeEventListener('chit-navigate', moved);
    removeEventListener('beforeunload', closing);
  };
}

function ask(leave) {
  if (document.querySelector('dialog.leaving')) return;
  const dialog = document.createElement('dialog');
  dialog.className = 'shortcuts leaving';
  dialog.setAttribute('aria-labelledby', 'leaving-title');
  const title = Object.assign(document.createElement('h2'), {
    id: 'leaving-title',
    textContent: 'Leave with unsaved changes?',
  });
  const words = Object.assign(document.createElement('p'), {
    className: 'mid',
    textContent: 'They are not on the server. They stay in this browser and are here when you come back.',
  });
  const row = Object.assign(document.createElement('div'), { className: 'row' });
  const button = (text, className, act) =>
    Object.assign(document.createElement('button'), { type: 'button', className, textContent: text, onclick: act });
  row.append(
    button('Stay', 'btn primary', () => dialog.close()),
    button('Leave', 'btn', () => {
      dialog.close();
      leave();
    }),
  );
  dialog.append(title, words, row);
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}
