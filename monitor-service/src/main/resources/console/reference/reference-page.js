// The HTTP APIs of the services as they describe themselves: to read, and to try what the role may call.
import { html, useState } from '../shared/html.js'
import { Link } from '../shared/router.js'
import { Refused, Waiting, useLoaded } from '../shared/load.js'
import { useMay } from '../session/role.js'
import { callOf, operations, outline } from './description.js'
import { SchemaView } from './schema-view.js'
import { TryForm } from './try-form.js'

const SERVICES = [['builder', 'Builder'], ['balancer', 'Balancer'], ['flags', 'Flags'], ['monitor', 'Monitor']]

export function Reference({ service = SERVICES[0][0] }) {
  const { value: description, problem } = useLoaded(`api/${service}/openapi.json`)
  const { value: calls, problem: refused } = useLoaded('calls')
  const [text, setText] = useState('')
  const found = description ? operations(description).filter(each => holds(each, text)) : []
  return html`<h1>HTTP APIs</h1>
    <nav class="services" aria-label="Services">${SERVICES.map(([id, name]) => html`<${Link} key=${id} to="/reference/${id}"
      aria-current=${id === service ? 'page' : undefined}>${name}</${Link}>`)}</nav>
    <${Refused} problem=${problem ?? refused} />
    ${!description && !problem && html`<${Waiting} what="the description" />`}
    ${description && html`<section class="card" aria-label=${description.info.title}>
      <p><b>${description.info.title}</b> <span class="quiet">version ${description.info.version}</span></p>
      <p>${description.info.description}</p>
      <label class="field"><span>Holds</span><input type="search" name="text" autocomplete="off" value=${text} onInput=${event => setText(event.target.value)} /></label>
      <p class="quiet" role="status">${found.length === 1 ? '1 operation' : `${found.length} operations`}. The console passes on those with a Send button; the others want the service's own port and a token.</p>
    </section>
    ${found.map(each => html`<${Operation} key=${service + each.method + each.path} description=${description} service=${service} operation=${each} calls=${calls ?? []} />`)}`}`
}

const holds = (operation, text) => [operation.method, operation.path, operation.summary].join(' ').toLowerCase().includes(text.toLowerCase())

function Operation({ description, service, operation, calls }) {
  const [open, setOpen] = useState(false)
  const call = callOf(calls, service, operation)
  const may = useMay(call?.role ?? 'owner')
  return html`<details class="card operation" onToggle=${event => setOpen(event.currentTarget.open)}>
    <summary><span class="method ${operation.method.toLowerCase()}">${operation.method}</span> <code>${operation.path}</code> <span class="quiet">${operation.summary}</span></summary>
    ${open && html`<${Details} description=${description} operation=${operation} />
      ${call && may && html`<h2>Try it</h2><${TryForm} description=${description} service=${service} operation=${operation} changes=${call.role !== 'viewer'} />`}
      ${call && !may && html`<p class="quiet">This needs the role ${call.role}.</p>`}`}
  </details>`
}

function Details({ description, operation }) {
  const wanted = (operation.security ?? []).flatMap(each => Object.keys(each))
  const schemes = description.components?.securitySchemes ?? {}
  return html`
    ${operation.description && operation.description !== operation.summary && html`<p>${operation.description}</p>`}
    ${wanted.length > 0 && html`<p class="quiet">Wants ${wanted.map(each => schemes[each]?.description ?? each).join(' Or: ')}</p>`}
    ${operation.parameters.length > 0 && html`<h2>Parameters</h2><ul class="members">${operation.parameters.map(each => html`<li key=${each.in + each.name}>
      <code>${each.name}</code>${each.required && html`<span class="wanted" title="always wanted">*</span>`} <span class="quiet">${each.in}; ${outline(each.schema)}</span> ${each.description}</li>`)}</ul>`}
    ${operation.requestBody && html`<h2>Body</h2><p>${operation.requestBody.description}</p>
      <${Bodies} description=${description} content=${operation.requestBody.content} />`}
    <h2>Answers</h2><ul class="members">${operation.responses.map(([status, answer]) => html`<li key=${status}>
      <details><summary><b>${status}</b> ${answer.description}</summary>
        ${answer.headers && html`<p class="quiet">Header: ${Object.keys(answer.headers).join(', ')}</p>`}
        <${Bodies} description=${description} content=${answer.content} /></details></li>`)}</ul>`
}

function Bodies({ description, content }) {
  return Object.entries(content ?? {}).map(([media, form]) => html`<div key=${media}><p><code>${media}</code></p>
    <${SchemaView} description=${description} schema=${form.schema} /></div>`)
}
