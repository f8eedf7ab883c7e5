// @ts-check
// The mark of a conversation that was held on another server and came here as evidence.
import { html } from 'lit';
import { icon } from '../icons.js';
import { moment } from '../time.js';
import { timeTag } from './moment.js';

/** @typedef {{server?: string, conversation: number, view: string, exportedAt: string, importedAt: string}} Imported */

const briefly = (at) => moment(at, false);

// The server's name is the file's own word, so it is not a link.
const host = (server) => {
  try {
    return new URL(server).host || server;
  } catch {
    return server || 'another server';
  }
};

/** For a row of a list; nothing for a conversation that was held here. @param {{imported?: Imported}} item */
export const importedMark = ({ imported }) => (imported ? tag(imported) : '');

const tag = (from) =>
  html`<span class="tag" title="Held as conversation ${from.conversation} of ${
    from.server ?? 'another server'
  }">${icon('file')}Imported</span><span class="clip">from <bdi>${host(from.server)}</bdi>, ${timeTag(
    from.importedAt,
    briefly,
    { alone: false, name: 'Imported' },
  )}</span>`;

/** For the conversation itself. @param {Imported} from */
export const importedLine = (from) => html`<section class="panel imported" aria-label="Imported">
  <span class="tag">${icon('file')}Imported</span>
  <p>Held as conversation ${from.conversation} of <bdi>${host(from.server)}</bdi>, written to a file
    ${timeTag(from.exportedAt)}${
      from.view === 'everything' ? '' : html` as seen by <bdi>${from.view}</bdi>`
    }, imported ${timeTag(from.importedAt)}. The file fits; who wrote it, it cannot prove. Nobody can go on with the
    conversation here.</p></section>`;
