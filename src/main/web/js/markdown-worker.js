// @ts-check
// Parses Markdown beside the page, which ends this worker when a text takes too long.
import { htmlOf } from './markdown.js';

addEventListener('message', ({ data }) => {
  let html;
  try {
    html = htmlOf(data);
  } catch {
    // Shown as it is written then.
  }
  postMessage({ html });
});
postMessage({ ready: true });
