// @ts-check
// The document of a conversation and that of a scenario come with the rules that they need; who goes on gets all.

const PART = /\/(conversation|scenario)\.css$/;

/** @type {Promise<void> | undefined} */
let asked;

/** Replaces the style sheet that the document came with by the whole one. */
export function loadAllStyles() {
  const link = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=stylesheet]'));
  if (!link || !PART.test(link.href)) return Promise.resolve();
  asked ??= replace(link).finally(() => (asked = undefined));
  return asked;
}

/** @param {HTMLLinkElement} link @returns {Promise<void>} */
function replace(link) {
  return new Promise((done, failed) => {
    const whole = document.createElement('link');
    whole.rel = 'stylesheet';
    whole.href = link.href.replace(PART, '/page.css');
    whole.onload = () => {
      link.remove();
      done();
    };
    whole.onerror = () => {
      whole.remove();
      failed(new Error('The style sheet could not be fetched.'));
    };
    link.after(whole);
  });
}
