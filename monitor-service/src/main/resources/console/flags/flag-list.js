// All flags: searched, and those that should be gone.
import { html, useState } from '../shared/html.js'
import { Badge } from '../shared/badge.js'
import { Refused, Waiting, useLoaded } from '../shared/load.js'
import { useListener, useStream } from '../shared/live.js'
import { Link } from '../shared/router.js'
import { age } from '../shared/format.js'
import { useMay } from '../session/role.js'
import { FlagSwitch } from './flag-switch.js'

const SHOWN = 200

export function FlagList() {
  useStream('')
  const [query, setQuery] = useState('')
  const [stale, setStale] = useState(false)
  const [turned, setTurned] = useState(null)
  const operator = useMay('operator')
  const { value, problem, again } = useLoaded('api/flags/flags', { query, stale: stale ? 'true' : undefined })
  useListener('mark', again)
  const flags = value?.flags ?? []
  return html`<h1>Flags</h1>
    <form class="filters" role="search" aria-label="Flags" onSubmit=${event => event.preventDefault()}>
      <label class="field grow"><span>Search</span><input type="search" name="query" autocomplete="off" value=${query} placeholder="in key or description"
        onInput=${event => setQuery(event.target.value)} /></label>
      <label class="choice"><input type="checkbox" name="stale" checked=${stale} onChange=${event => setStale(event.target.checked)} /><span>Only stale ones</span></label>
    </form>
    <${Refused} problem=${problem} />
    ${value?.stale && html`<p class="card alarm">Redis is away: this is what was known last.</p>`}
    <section class="card" aria-label="Flags">
      ${value === null && !problem ? html`<${Waiting} what="the flags" />` : html`<div class="scroll" tabindex="0" role="region" aria-label="Table: Flags"><table class="flags">
        <thead><tr><th scope="col">Flag</th><th scope="col">For everybody</th><th scope="col">State</th><th scope="col">Owner</th>
          <th scope="col">Last change</th><th scope="col"><span class="unseen">Action</span></th></tr></thead>
        <tbody>${flags.slice(0, SHOWN).map(each => html`<tr key=${each.key}>
          <th scope="row"><${Link} to="/flags/${each.key}">${each.key}</${Link}>
            ${each.description && html`<p class="quiet">${each.description}</p>`}
            ${each.staleBecause?.length > 0 && html`<p class="stale">Stale: ${each.staleBecause.join('; ')}</p>`}</th>
          <td>${each.on ? html`<${Badge} state="live" text="on" />` : html`<${Badge} state="off" text="off" />`}</td>
          <td>${each.state.toLowerCase()}</td><td>${each.owner ?? '–'}</td>
          <td><span class="nowrap">${age(each.changedAt)} ago</span> <span class="quiet">by ${each.changedBy}</span></td>
          <td class="end">${operator && html`<button class="small" onClick=${() => setTurned(each)}>Turn<span class="unseen"> ${each.key}</span> …</button>`}</td>
        </tr>`)}</tbody></table></div>
        <p class="quiet" role="status">${flags.length === 0 ? 'No flag is like that.' : `${flags.length} ${flags.length === 1 ? 'flag' : 'flags'}${flags.length > SHOWN ? `; the first ${SHOWN} are shown, search for the others` : ''}.`}</p>`}
    </section>
    ${turned && html`<${FlagSwitch} name=${turned.key} close=${() => {
      setTurned(null)
      again()
    }} />`}`
}
