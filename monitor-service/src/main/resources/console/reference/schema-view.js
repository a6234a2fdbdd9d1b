// What a body holds, member by member; a member that holds members opens.
import { html } from '../shared/html.js'
import { outline, resolved } from './description.js'

const DEPTH = 6

export function SchemaView({ description, schema: given, depth = 0 }) {
  const schema = resolved(description, given)
  if (!schema || depth > DEPTH) return null
  const parts = schema.allOf ?? schema.anyOf ?? schema.oneOf
  if (parts) {
    const word = schema.allOf ? '' : 'either'
    return html`${schema.description && html`<p class="quiet">${schema.description}</p>`}${parts.map((each, at) => html`<div key=${at} class="schema-part">
      ${word && html`<p class="quiet">${at === 0 ? word : 'or'}</p>`}<${SchemaView} description=${description} schema=${each} depth=${depth} /></div>`)}`
  }
  if (schema.type === 'array') {
    return html`<p class="quiet">${schema.description ?? 'A list. Each entry:'}</p><${SchemaView} description=${description} schema=${schema.items} depth=${depth + 1} />`
  }
  const members = Object.entries(schema.properties ?? {})
  if (members.length === 0) return html`<p><code>${outline(schema)}</code> ${schema.description}</p>`
  return html`${schema.description && html`<p class="quiet">${schema.description}</p>`}
    <ul class="members">${members.map(([name, member]) => html`<li key=${name}>
      <${Member} description=${description} name=${name} member=${member} wanted=${schema.required?.includes(name)} depth=${depth} /></li>`)}</ul>`
}

function Member({ description, name, member, wanted, depth }) {
  const schema = resolved(description, member)
  const line = html`<code>${name}</code>${wanted && html`<span class="wanted" title="always there">*</span>`} <span class="quiet">${outline(schema)}</span> ${schema?.description}`
  const holds = schema?.properties ?? schema?.allOf ?? schema?.anyOf ?? schema?.oneOf ?? (schema?.type === 'array' && schema.items)
  if (!holds || depth >= DEPTH) return line
  return html`<details><summary>${line}</summary><${SchemaView} description=${description} schema=${schema} depth=${depth + 1} /></details>`
}
