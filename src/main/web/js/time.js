// @ts-check
// Times as people read them: local and short, or exact. `parts/moment.js` draws them.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const shortClock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const year = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

/** @param {unknown} value */
export const millis = (value) => {
  const time = typeof value === 'number' ? value : Date.parse(String(value));
  return Number.isFinite(time) ? time : NaN;
};

const sameDay = (a, b) => new Date(a).toDateString() === new Date(b).toDateString();

/** The clock of today, else the date as well. */
export function moment(value, seconds = true) {
  const time = millis(value);
  if (Number.isNaN(time)) return String(value ?? '');
  const at = (seconds ? clock : shortClock).format(time);
  return sameDay(time, Date.now()) ? at : `${dayOf(time)}, ${at}`;
}

/** "today", "yesterday", "3 days ago", then the date. */
export function dayOf(value) {
  const time = millis(value);
  if (Number.isNaN(time)) return '';
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(time).setHours(0, 0, 0, 0)) / 86400000);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days > 1 && days < 14) return `${days} days ago`;
  return (new Date(time).getFullYear() === new Date().getFullYear() ? day : year).format(time);
}

/** @param {number} ms a span: 0:07, 12:04, 3:02:11, from a day on in words: 485 days 3 h */
export function span(ms) {
  if (ms >= 86400000) return roughly(ms);
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, '0');
  const h = Math.floor(s / 3600);
  return h ? `${h}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}

/** @param {number} ms a span with its unit: 40 ms, 2.1 s, 1:12 min, 3 h 20 min */
export function duration(ms) {
  if (!Number.isFinite(ms) || ms < 0) return '';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 3600000 ? `${span(ms)} min` : roughly(ms);
}

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** Date, time and zone in full, for the title of a short time. */
export function exactly(value) {
  const time = millis(value);
  return Number.isNaN(time) ? String(value ?? '') : exact.format(time);
}

/** @param {number} ms a span in words with at most two units: 40 s, 5 min, 3 h 20 min, 2 days 4 h */
export function roughly(ms) {
  const s = Math.round(Math.max(0, ms) / 1000);
  const units = [
    [86400, s < 172800 && s >= 86400 ? 'day' : 'days'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const at = units.findIndex(([length]) => s >= /** @type {number} */ (length));
  if (at < 0) return `${Math.round(ms)} ms`;
  const [length, word] = /** @type {[number, string]} */ (units[at]);
  const [next, nextWord] = /** @type {[number, string]} */ (units[at + 1] ?? [1, '']);
  const rest = at < 3 ? Math.floor((s % length) / next) : 0;
  return `${Math.floor(s / length)} ${word}${rest ? ` ${rest} ${nextWord}` : ''}`;
}
