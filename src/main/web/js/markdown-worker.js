// @ts-check
// Parses Markdown beside the page, which ends this worker when a text takes too long.
import { treeOf } from './markdown.js';

addEventListener('message', ({ data }) => {
  let tree;
  try {
    tree = treeOf(data);
  } catch {
    // Shown as it is written then.
  }
  postMessage({ tree });
});
postMessage({ ready: true });
