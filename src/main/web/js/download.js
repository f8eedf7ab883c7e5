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
