// @ts-check
// What a page asked for while the server was away is asked for again once it answers.
import { rpc } from './rpc.js';

const EVERY = 5_000;

/** @returns {Promise<boolean>} */
const answers = () =>
  fetch('/api/live', { cache: 'no-store' }).then(
    (answer) => answer.ok,
    () => false,
  );

/**
 * While the component is on the page: asks again when the server answers after it did not.
 * @param {import('lit').LitElement} component
 * @param {() => any} fault why nothing is shown; status 0 means that the server was not reached
 * @param {() => void} again
 */
export function retryWhenReachable(component, fault, again) {
  const look = async () => {
    if (document.hidden || fault()?.status !== 0 || !(await answers())) return;
    if (component.isConnected && fault()?.status === 0) again();
  };
  let timer = 0;
  component.addController({
    hostConnected: () => {
      timer = setInterval(look, EVERY);
      rpc.addEventListener('open', look);
    },
    hostDisconnected: () => {
      clearInterval(timer);
      rpc.removeEventListener('open', look);
    },
  });
}

/** The same to a person. @param {any} fault */
export const promised = (fault) => (fault.status === 0 ? ' This page asks again by itself.' : '');
