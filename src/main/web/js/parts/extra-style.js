// @ts-check
// Style sheets of parts that are fetched on demand.

/**
 * Fetches a style sheet, once, beside the page's own.
 * @param {string} name @returns {Promise<unknown>} when it is there
 */
export function addStyles(name) {
  return (asked[name] ??= fetched(name));
}

/** @type {Record<string, Promise<unknown>>} */
const asked = {};

function fetched(name) {
  const [page] = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel=stylesheet]'));
  const href = String(new URL(/\/css\/[^/]*$/.test(page.href) ? name : `css/${name}`, page.href));
  return new Promise((done) => {
    const link = Object.assign(document.createElement('link'), {
      rel: 'stylesheet',
      href,
      onload: done,
      // The connection was lost, perhaps; whoever asks next tries again.
      onerror: () => {
        delete asked[name];
        link.remove();
        done(undefined);
      },
    });
    document.head.append(link);
  });
}
