// @ts-check
// Icons of the page: one path each on a 16 × 16 grid, drawn as lines in the colour of the text.
import { svg, html } from 'lit';

const PATHS = {
  alert: 'M8 2 1.8 13.2h12.4zM8 6.5v3M8 11.3v.01',
  attach: 'M13 7.5 8 12.6a3.3 3.3 0 0 1-4.7-4.7L8.7 2.6a2.2 2.2 0 0 1 3.1 3.1l-5.2 5.2a1.1 1.1 0 0 1-1.6-1.5l4.8-4.8',
  bin: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  canceled: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M3.7 12.3l8.6-8.6',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  check: 'M3 8.5 6.5 12 13 4.5',
  code: 'M3.8 1.8h5.4l3 3v9.4H3.8zM9 2v3h3M6.8 7.5 5.6 9l1.2 1.5M9.2 7.5 10.4 9l-1.2 1.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M8 3v9.5M4 8.8 8 12.8l4-4',
  download: 'M8 2.5v7.5M4.5 7 8 10.5 11.5 7M3 13.5h10',
  edit: 'M3 13l.7-2.9 7-7 2.2 2.2-7 7zM9.5 4.3l2.2 2.2',
  error: 'M8 2 1.8 13.2h12.4zM8 6.5v3M8 11.3v.01',
  fail: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  file: 'M3.8 1.8h5.4l3 3v9.4H3.8zM9 2v3h3M6 8h4M6 10.5h4',
  help: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.2M8 11.2v.01',
  image: 'M2.5 3h11v10h-11zM2.8 11.5l3.2-3 2.2 2 2-1.8 3 2.6M10.5 6h.01',
  keyboard: 'M2.5 4.5h11v7h-11zM4.8 7h.01M8 7h.01M11.2 7h.01M5 9.3h6',
  idea: 'M8 2v2.5M8 11.5V14M2 8h2.5M11.5 8H14M3.8 3.8l1.7 1.7M10.5 10.5l1.7 1.7M12.2 3.8l-1.7 1.7M5.5 10.5l-1.7 1.7',
  link: 'M6.5 9.5l3-3M7 4.8l1.6-1.6a3 3 0 0 1 4.2 4.2L11.2 9M9 11.2l-1.6 1.6a3 3 0 0 1-4.2-4.2L4.8 7',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  neutral: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M5.3 6.6h5.4M5.3 9.4h5.4',
  ok: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M5.2 8.3 7.2 10.3 10.9 6',
  person: 'M8 2.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4M3 13.8c.4-2.8 2.3-4.3 5-4.3s4.6 1.5 5 4.3',
  plus: 'M8 3v10M3 8h10',
  pen: 'M2.8 13.2l.7-3L10.7 3l2.3 2.3-7.2 7.2zM9.3 4.4l2.3 2.3',
  play: 'M5 3.2v9.6L12.8 8z',
  plug: 'M6 2v3M10 2v3M4 5h8v3a4 4 0 0 1-8 0zM8 12v2.5',
  question: 'M2.5 3h11v8H7.5L4.5 13.5V11h-2zM8 5v2.2M8 9v.01',
  many: 'M2.5 3.5v9l5-4.5zM8.5 3.5v9l5-4.5z',
  retry: 'M5.5 3 3 5.5 5.5 8M3.2 5.5h6.3a3.7 3.7 0 0 1 0 7.4H6',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.4 10.4 14 14',
  send: 'M8 13V3.5M4 7.2 8 3.2l4 4',
  server: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01',
  spark: 'M8 2v3.2M8 10.8V14M2 8h3.2M10.8 8H14M4 4l2 2M10 10l2 2M12 4l-2 2M6 10l-2 2',
  stop: 'M4 4h8v8H4z',
  theme: 'M8 2.2a5.8 5.8 0 1 0 0 11.6zM8 2.2a5.8 5.8 0 0 1 0 11.6',
  thought: 'M8 1.8a4.3 4.3 0 0 0-2.4 7.9V11h4.8V9.7A4.3 4.3 0 0 0 8 1.8M6.2 13.6h3.6',
  unlock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 4.8-1',
  up: 'M8 12.5V3M4 7 8 3l4 4',
  upload: 'M8 10V2.5M4.5 5.5 8 2l3.5 3.5M3 13.5h10',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  tool: 'M9.8 2.6a3.4 3.4 0 0 0-3.9 4.6L2.4 10.7a1.6 1.6 0 0 0 2.3 2.3l3.6-3.5a3.4 3.4 0 0 0 4.5-4l-2 2-1.9-.5-.5-1.9z',
};

/** @param {keyof typeof PATHS} name @param {string} extra further classes */
export const icon = (name, extra = '') =>
  svg`<svg class="i ${extra}" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;

export const logo = html`<svg viewBox="0 0 22 22" aria-hidden="true">
  <path d="M2 3h12v9H7l-3 3v-3H2z" fill="var(--a1)"></path>
  <path d="M9 8h11v9h-2v3l-3-3H9z" fill="var(--a2)" stroke="var(--surface)" stroke-width="1.5"></path></svg>`;
