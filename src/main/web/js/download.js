// @ts-check
// Hands a text, or bytes, to the browser as a file.

/** @param {string} name @param {string} type its media type @param {BlobPart} content */
export function save(name, type, content) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * Fetches a file with these headers and hands it to the browser; fails with a sentence.
 *
 * @param {string} address @param {Record<string, string>} headers @param {string} name
 */
export async function saveAnswer(address, headers, name) {
  let answer;
  try {
    answer = await fetch(address, { headers });
  } catch {
    throw new Error(`The server at ${location.host} does not answer.`);
  }
  if (!answer.ok) throw new Error(`The server answered ${answer.status} ${answer.statusText}.`.replace(' .', '.'));
  save(name, answer.headers.get('Content-Type') ?? 'application/octet-stream', await answer.blob());
}
