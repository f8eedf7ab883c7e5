// @ts-check
// A form made from a JSON schema of arguments, and what was filled in as the schema types it.
import { html, nothing } from 'lit';

/** @typedef {{name: string, schema: any, required: boolean}} Field */

/** @param {any} schema @returns {Field[]} */
export function fieldsOf(schema) {
  const required = Array.isArray(schema?.required) ? schema.required : [];
  return Object.entries(schema?.properties ?? {}).map(([name, one]) => ({
    name,
    schema: one && typeof one === 'object' ? one : {},
    required: required.includes(name),
  }));
}

const typeOf = (schema) => [].concat(schema.type ?? []).find((type) => type !== 'null');
const numeric = (schema) => ['number', 'integer'].includes(typeOf(schema) ?? '');

/** What no single field can hold is written as JSON. */
const structured = (schema) =>
  ['object', 'array'].includes(typeOf(schema) ?? '') ||
  (typeOf(schema) === undefined && ['anyOf', 'oneOf', 'allOf', '$ref', 'properties'].some((key) => key in schema));

/** A schema's pattern may match anywhere in a text; that of a field has to match all of it. */
const wholePattern = (pattern) => (typeof pattern === 'string' ? `[\\s\\S]*(?:${pattern})[\\s\\S]*` : nothing);

const asText = (value) => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));

/** @param {Field} field @param {any} [value] what it holds at first, else the schema's default */
export function schemaField({ name, schema, required }, value = schema.default) {
  const id = `tool-${name}`;
  const help = schema.description ? html`<p class="help" dir="auto">${schema.description}</p>` : '';
  if (typeOf(schema) === 'boolean')
    return html`<div class="field"><label class="switch"><input type="checkbox" role="switch"
      name=${name} .defaultChecked=${value === true}><bdi>${name}</bdi></label>${help}</div>`;
  const label = html`<label for=${id}><bdi>${name}</bdi>${structured(schema) ? ' (JSON)' : ''}${
    required ? '' : html` <span class="dim">optional</span>`
  }</label>`;
  if (Array.isArray(schema.enum))
    return html`<div class="field">${label}<select class="in" id=${id} name=${name}
      ?required=${required}>${required ? '' : html`<option value="">not given</option>`}${schema.enum.map(
        (each) => html`<option value=${asText(each)} ?selected=${each === value}>${asText(each)}</option>`,
      )}</select>${help}</div>`;
  if (structured(schema))
    return html`<div class="field">${label}<textarea class="in mono" id=${id} name=${name} rows="2"
      spellcheck="false" .defaultValue=${asText(value)} ?required=${required}></textarea>${help}</div>`;
  return html`<div class="field">${label}<input class="in" id=${id} name=${name}
    type=${numeric(schema) ? 'number' : schema.format === 'date' ? 'date' : 'text'}
    step=${typeOf(schema) === 'number' ? 'any' : nothing} min=${schema.minimum ?? nothing}
    max=${schema.maximum ?? nothing} pattern=${wholePattern(schema.pattern)} minlength=${schema.minLength ?? nothing}
    .defaultValue=${asText(value)} title=${schema.description ?? name} ?required=${required} dir="auto">${help}</div>`;
}

/** What was filled in, each value as its schema types it; an empty optional field is left out. */
export function argumentsOf(form, schema) {
  const given = new FormData(form);
  const args = /** @type {Record<string, any>} */ ({});
  for (const { name, schema: one, required } of fieldsOf(schema)) {
    const text = String(given.get(name) ?? '');
    if (typeOf(one) === 'boolean') {
      if (given.has(name) || required || one.default === true) args[name] = given.has(name);
    } else if (Array.isArray(one.enum)) {
      if (text !== '') args[name] = one.enum.find((each) => asText(each) === text) ?? text;
    } else if (text === '') {
      if (required && typeOf(one) === 'string') args[name] = '';
    } else if (numeric(one)) args[name] = Number(text);
    else if (structured(one)) args[name] = parsed(text);
    else args[name] = text;
  }
  return args;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
