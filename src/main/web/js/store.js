// @ts-check
// What a browser remembers; a browser that refuses storage only forgets.

export function remembered(key, fallback) {
  try {
    return localStorage.getItem(`chitchat.${key}`) ?? fallback;
  } catch {
    return fallback;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(`chitchat.${key}`, value);
  } catch {
    // Private windows may refuse; nothing depends on it.
  }
}

export function forgotten(key) {
  try {
    localStorage.removeItem(`chitchat.${key}`);
  } catch {
    // What was never kept needs no removing.
  }
}
