// @ts-check
// The scenario as a form: everything the contract names, agent by agent, tool by tool.
import './shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { initial, label } from '../format.js';
import { icon } from '../icons.js';
import { mark } from '../parts/marks.js';
import { published } from './draft.js';
import { raw } from './edit.js';
import './contract-panel.js';
import { AGENT, TOOL } from './form-defaults.js';
import { others } from './unknown-members.js';
import { partId } from './sections.js';
import './tool.js';

const KINDS = [
  ['organization', 'Organisation'],
  ['individual', 'Person'],
];

class ChitForm extends ChitElement {
  static properties = {
    fields: { attribute: false },
    version: {},
    locked: { type: Boolean },
    lockable: { type: Boolean },
    undo: { attribute: false },
  };

  constructor() {
    super();
    /** @type {any} */
    this.fields;
    /** @type {any} */
    this.locked;
    /** @type {any} */
    this.lockable;
    /** @type {any} */
    this.version;
  }

  get #draft() {
    return this.fields.draft;
  }

  view() {
    const draft = this.#draft;
    const agents = draft.root?.entries?.find((entry) => entry.key === 'agents')?.node.items ?? [];
    return html`<div class="editor"><chit-sections .fields=${this.fields} .version=${this.version}></chit-sections>
      <fieldset class="form" ?disabled=${this.locked} aria-label="Scenario">
        ${this.#basics()}
        ${this.fields.says(['agents'])}
        ${agents.map((_, i) => this.#agent(i, agents.length))}
        <div><button class="btn" type="button"
          @click=${(e) => this.#addAgent(e, agents)}>${icon('plus')}Add agent</button></div>
        <chit-contract-panel .fields=${this.fields} .version=${this.version}></chit-contract-panel>
      </fieldset></div>`;
  }

  #name(i) {
    return String(this.fields.value(['agents', i, 'agentId']) ?? '');
  }

  #basics() {
    const { fields } = this;
    const fresh = this.#draft.base === null;
    const tags = this.#draft.scenario?.metadata?.tags;
    const out = published(this.#draft.scenario);
    return html`<section class="panel" id="basics"><header><h2>Basics</h2></header><div class="body stack">
      <div class="g2">${fields.text(['metadata', 'title'], 'Title', {
        help: 'Its name as well: both are written alike.',
      })}
        ${fields.text(['metadata', 'id'], 'Id', {
          mono: true,
          readonly: !fresh,
          help: fresh ? 'Stands in the address; fixed once saved.' : 'Fixed; a copy gets its own.',
        })}</div>
      ${fields.text(['metadata', 'description'], 'Description', {
        rows: 2,
        help: 'Shown on the card. Markdown is fine.',
      })}
      ${fields.text(['metadata', 'background'], 'Background', { rows: 3, help: 'What all sides may know.' })}
      ${fields.list(['metadata', 'challenges'], 'Challenges', 'Challenge')}
      ${fields.list(['metadata', 'tags'], 'Tags', 'Tag', { rows: false, hide: 'published' })}
      <div class="stack s1">${fields.toggle(['metadata', 'published'], html`<strong>Published</strong>`, {
        value: out,
        write: (on) => this.#publish(on, tags),
      })}
        <p class="help">${out ? 'Visitors see it first. ' : 'Off: a draft that visitors find under All. '}${
          this.lockable
            ? 'Once it is saved as published, changing it needs this server’s edit token; copying it does not.'
            : 'This server asks for no edit token, so anybody can still change it.'
        }</p></div>
      ${others(fields, ['metadata'], ['id', 'title', 'description', 'background', 'challenges', 'tags'])}
    </div></section>`;
  }

  #publish(on, tags) {
    const list = Array.isArray(tags) ? tags : [];
    this.fields.write(['metadata', 'tags'], on ? [...list, 'published'] : list.filter((tag) => tag !== 'published'));
  }

  #agent(i, n) {
    const { fields } = this;
    const path = ['agents', i];
    const name = this.#name(i) || `agent ${i + 1}`;
    const tools = fields.node([...path, 'tools']);
    const at = (...rest) => [...path, ...rest];
    if (fields.node(path)?.kind !== 'object')
      return html`<section class="panel"
        id="agent-${i + 1}"><header><h2>${name}</h2>${fields.bin(['agents'], i, name)}</header><div
          class="body">${fields.says(path)}</div></section>`;
    return html`<section class="panel" id="agent-${i + 1}" data-a=${(i % 6) + 1} aria-label=${name}>
      <header>${mark({ place: (i % 6) + 1, initial: initial(label(name)) })}<h2 class="who"><bdi>${name}</bdi></h2><span
        class="mid clip"><bdi>${fields.value(at('principal', 'name'))}</bdi></span>
        <span class="row tight push">${fields.order(
          ['agents'],
          i,
          n,
          name,
        )}${fields.bin(['agents'], i, name)}</span></header>
      <div class="body stack">
        <div class="g2" id=${partId(i, 'role')}>${fields.text(at('agentId'), 'Agent id', { mono: true })}${fields.text(
          at('principal', 'name'),
          'Principal',
          { help: 'Whom it speaks for; the others see it.' },
        )}</div>
        <div class="g2">${fields.choice(at('principal', 'type'), 'Kind', KINDS)}${fields.text(
          at('principal', 'description'),
          'About the principal',
        )}</div>
        ${fields.text(at('situation'), 'Situation', {
          rows: 2,
          help: 'Where it stands when the talk begins; only this agent reads it.',
        })}
        <div id=${partId(i, 'goals')}>${fields.list(at('goals'), 'Goals', 'Goal')}</div>
        ${fields.text(at('systemPrompt'), 'Instructions', {
          rows: 3,
          help: 'The system prompt of the model that plays it.',
        })}
        ${fields.text(at('messageToUseWhenInitiatingConversation'), 'Opening message', {
          rows: 2,
          help: 'Said when it speaks first; may be empty.',
        })}
        <div class="stack s2" id=${partId(i, 'tools')}><div class="row"><h3>Tools</h3><span
          class="count">${tools?.items?.length ?? 0}</span><span class="push"><button class="btn sm" type="button"
            @click=${(e) => fields.add(at('tools'), raw(TOOL), e)}>${icon('plus')}Add tool</button></span></div>
          ${fields.says(at('tools'))}
          ${(tools?.items ?? []).map(
            (tool, k) => html`<chit-tool .fields=${fields} .path=${at('tools', k)}
  .count=${tools.items.length} .version=${this.version}></chit-tool>`,
          )}</div>
        <div id=${partId(i, 'knowledge')}>${fields.json(at('knowledgeBase'), 'Knowledge', {
          help: 'What only this agent knows, as JSON. Its tools answer from it.',
        })}</div>
        ${others(fields, path, [
          'agentId',
          'principal',
          'situation',
          'goals',
          'systemPrompt',
          'messageToUseWhenInitiatingConversation',
          'tools',
          'knowledgeBase',
          'disclosure',
        ])}
      </div></section>`;
  }

  #addAgent(event, agents) {
    const ids = agents.map((_, i) => this.#name(i));
    let n = agents.length + 1;
    while (ids.includes(`agent-${n}`)) n++;
    this.fields.add(['agents'], raw({ agentId: `agent-${n}`, ...AGENT }), event);
  }
}

customElements.define('chit-form', ChitForm);
