// Who did what, when and why, filtered by the address.
import { html, useState } from '../shared/html.js'
import { go } from '../shared/router.js'
import { useListener, useStream } from '../shared/live.js'
import { Refused, Waiting, useLoaded } from '../shared/load.js'
import { words } from '../shared/format.js'
import { EventList } from './event-list.js'

const READ = 300
const SHOWN = 100
const FILTERS = [['app', 'App'], ['by', 'Who'], ['what', 'Type']]

export function Timeline({ address }) {
  useStream('')
  const { value: events, problem, again } = useLoaded('api/builder/events', { most: READ })
  const [shown, setShown] = useState(SHOWN)
  useListener('mark', again)
  const wanted = Object.fromEntries(address.searchParams)
  const found = (events ?? []).filter(each => FILTERS.every(([name]) => !wanted[name] || each[name] === wanted[name])
    && (!wanted.text || holds(each, wanted.text)))
  const choose = (name, value) => {
    const next = new URLSearchParams(address.search)
    if (value) next.set(name, value)
    else next.delete(name)
    go(`/timeline${next.size ? `?${next}` : ''}`, { replace: true })
  }
  return html`<h1>Timeline</h1>
    <form class="filters" role="search" aria-label="Events" onSubmit=${event => event.preventDefault()}>
      ${FILTERS.map(([name, label]) => html`<label key=${name} class="field"><span>${label}</span>
        <select name=${name} value=${wanted[name] ?? ''} onChange=${event => choose(name, event.target.value)}>
          <option value="">all</option>
          ${choices(events ?? [], name).map(each => html`<option key=${each} value=${each}>${name === 'what' ? words(each) : each}</option>`)}
        </select></label>`)}
      <label class="field"><span>Holds</span><input type="search" name="text" value=${wanted.text ?? ''} autocomplete="off"
        onInput=${event => choose('text', event.target.value)} /></label>
    </form>
    <${Refused} problem=${problem} />
    <section class="card" aria-label="Events">
      ${events === null ? html`<${Waiting} what="the timeline" />` : html`<${EventList} events=${found.slice(0, shown)} />`}
      ${found.length > shown && html`<button onClick=${() => setShown(shown + SHOWN)}>Show ${Math.min(SHOWN, found.length - shown)} more of ${found.length}</button>`}
      ${events !== null && html`<p class="quiet" role="status">${found.length} of the newest ${events.length} events.</p>`}
    </section>`
}

const choices = (events, name) => [...new Set(events.map(each => each[name]).filter(Boolean))].sort()

const holds = (event, text) => [event.what, event.subject, event.why, event.by, event.app].join(' ').toLowerCase().includes(text.toLowerCase())
