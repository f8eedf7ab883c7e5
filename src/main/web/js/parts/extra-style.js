// @ts-check
// Style sheets of parts that are fetched on demand.

/** Fetches a style sheet beside the page's own. @param {string} name @returns {Promise<unknown>} when it is there */
export function addStyles(name) {
  const [page] = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel=stylesheet]'));
  const href = String(new URL(/\/css\/[^/]*$/.test(page.href) ? name : `css/${name}`, page.href));
  return new Promise((done) => {
    const link = Object.assign(document.createElement('link'), {
      rel: 'stylesheet',
      href,
      onload: done,
      onerror: done,
    });
    document.head.append(link);
  });
}
