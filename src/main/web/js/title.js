// @ts-check
// Title and icon tell tabs apart.

export function setTitle(words, mark = '') {
  document.title = words ? `${mark ? `${mark} ` : ''}${words} · Chitchat` : 'Chitchat';
}

/** @param {''|'live'|'ok'|'fail'|'error'|'closed'} state */
export function setIcon(state) {
  const link = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=icon]'));
  if (!link) return;
  const href = link.href.replace(/icon(-\w+)?\.svg$/, state ? `icon-${state}.svg` : 'icon.svg');
  if (link.href !== href) link.href = href;
}
