// Events as lines: when, what, of what, by whom, why.
import { html } from '../shared/html.js'
import { compact, dayAndClock, words } from '../shared/format.js'
import { Link } from '../shared/router.js'

export function EventList({ events }) {
  if (events.length === 0) return html`<p class="quiet">Nothing has happened.</p>`
  return html`<ol class="events">${events.map(each => html`<li key=${each.at + each.what + each.subject} class=${kind(each.what)}>
    <time datetime=${each.at}>${dayAndClock(each.at)}</time>
    <div><p><b>${words(each.what)}</b> <${Subject} event=${each} /> <span class="quiet">by ${each.by}</span></p>
      ${each.why && html`<p class="why">${each.why}</p>`}
      ${each.difference?.length > 0 && html`<${Differences} places=${each.difference} />`}</div>
  </li>`)}</ol>`
}

function Subject({ event }) {
  if (event.what.startsWith('flag-') && event.subject) return html`<${Link} to="/flags/${event.subject}">${event.subject}</${Link}>`
  if (!event.app) return event.subject ? html`<code>${event.subject}</code>` : null
  const deployment = /^d[a-z0-9]{8,}$/.test(event.subject ?? '')
  return html`<${Link} to="/apps/${event.app}">${event.app}</${Link}>
    ${event.subject && event.subject !== event.app && html` ${deployment
      ? html`<${Link} to="/apps/${event.app}/deployments/${event.subject}"><code>${event.subject}</code></${Link}>`
      : html`<code>${event.subject}</code>`}`}`
}

/** Places of a document, before and after. Values are JSON as text on the timeline, and JSON in a flag's history. */
export function Differences({ places }) {
  return html`<ul class="differences">${places.map(each => html`<li key=${each.pointer}>
    <code class="pointer">${each.pointer || 'all of it'}</code>
    ${each.before !== undefined && each.before !== null && html`<del>${value(each.before)}</del>`}
    ${each.after !== undefined && each.after !== null && html`<ins>${value(each.after)}</ins>`}</li>`)}</ul>`
}

const value = found => (typeof found === 'string' ? found : compact(found))

function kind(what) {
  if (/withdrawn|failed|opened|alert/.test(what) && !/closed/.test(what)) return 'bad'
  if (/live|promoted|closed/.test(what)) return 'good'
  return ''
}
