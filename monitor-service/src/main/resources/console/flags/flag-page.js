// One flag: what it gives, its definition, its history, and a context to try.
import { html, useState } from '../shared/html.js'
import { part } from '../shared/api.js'
import { Badge } from '../shared/badge.js'
import { Refused, Waiting, useLoaded } from '../shared/load.js'
import { useListener, useStream } from '../shared/live.js'
import { Link } from '../shared/router.js'
import { age, compact, dayAndClock } from '../shared/format.js'
import { useMay } from '../session/role.js'
import { Differences } from '../timeline/event-list.js'
import { Edit, EndKill, FlagSwitch, Kill, Removal, Rollback } from './flag-switch.js'
import { Trial } from './trial.js'

const DIALOGS = { turn: FlagSwitch, kill: Kill, 'end kill': EndKill, edit: Edit, 'go back': Rollback, remove: Removal }
const SHOWN_ABOVE = ['key', 'on', 'description', 'revision', 'changedAt', 'changedBy', 'reason', 'stale', 'lastEvaluated', 'staleBecause', 'warnings']

export function FlagPage({ name }) {
  useStream('')
  const { value: flag, problem, again } = useLoaded(`api/flags/flags/${part(name)}`)
  const { value: past, again: pastAgain } = useLoaded(`api/flags/flags/${part(name)}/history`)
  const [open, setOpen] = useState(null)
  const operator = useMay('operator')
  const owner = useMay('owner')
  const refresh = () => {
    again()
    pastAgain()
  }
  useListener('mark', refresh)
  if (!flag) return html`<h1><code>${name}</code></h1>${problem ? html`<${Refused} problem=${problem} />` : html`<${Waiting} what="the flag" />`}`
  const Dialog = open && DIALOGS[open.name]
  const killed = Date.parse(flag.aviary?.kill?.until ?? 0) > Date.now()
  return html`
    <header class="page-head"><div><p class="quiet"><${Link} to="/flags">Flags</${Link}></p><h1><code>${name}</code></h1>
      ${flag.description && html`<p>${flag.description}</p>`}</div>
      ${operator && html`<div class="actions" role="group" aria-label="Actions">
        <button class="primary" onClick=${() => setOpen({ name: 'turn' })}>Turn …</button>
        ${killed ? html`<button onClick=${() => setOpen({ name: 'end kill' })}>End kill …</button>`
          : html`<button class="danger" onClick=${() => setOpen({ name: 'kill' })}>Kill …</button>`}
        ${owner && html`<button class="danger" onClick=${() => setOpen({ name: 'remove' })}>Remove …</button>`}</div>`}</header>
    <dl class="card facts">
      <div><dt>For an empty context</dt><dd><span role="status"><${Badge} state=${flag.on ? "live" : "off"} text=${flag.on ? "on" : "off"} /></span></dd></div>
      <div><dt>State</dt><dd>${flag.state?.toLowerCase()}</dd></div>
      <div><dt>Variants</dt><dd>${Object.entries(flag.variants ?? {}).map(([each, value]) => html`<code key=${each} class="variant">${each}${each === flag.defaultVariant ? ' (default)' : ''}: ${compact(value)}</code> `)}</dd></div>
      <div><dt>Revision</dt><dd>${flag.revision}, ${age(flag.changedAt)} ago by ${flag.changedBy}</dd></div>
      ${flag.lastEvaluated && html`<div><dt>Last evaluated</dt><dd>${age(flag.lastEvaluated)} ago</dd></div>`}
      ${killed && html`<div class="wide"><dt>Killed</dt><dd>until ${dayAndClock(flag.aviary.kill.until)}: ${flag.aviary.kill.variant ? html`everybody gets <code>${flag.aviary.kill.variant}</code>` : 'disabled'}</dd></div>`}
      ${flag.staleBecause?.length > 0 && html`<div class="wide"><dt>Stale</dt><dd>${flag.staleBecause.join('; ')}</dd></div>`}
    </dl>
    <div class="columns">
      <${Definition} flag=${flag} operator=${operator} change=${body => setOpen({ name: 'edit', body })} />
      <${Trial} name=${name} />
    </div>
    <section class="card" aria-labelledby="history-title"><h2 id="history-title">History</h2>
      <ol class="events">${(past?.history ?? []).map((each, index) => html`<li key=${each.revision}>
        <time datetime=${each.at}>${dayAndClock(each.at)}</time>
        <div><p><b>${each.what}</b> <span class="quiet">revision ${each.revision}, by ${each.by}</span>
          ${operator && index > 0 && html` <button class="small" onClick=${() => setOpen({ name: 'go back', revision: each.revision })}>Go back to ${each.revision} …</button>`}</p>
          ${each.reason && html`<p class="why">${each.reason}</p>`}
          <${Differences} places=${each.difference ?? []} /></div></li>`)}</ol></section>
    ${Dialog && html`<${Dialog} name=${name} flag=${flag} body=${open.body} revision=${open.revision} close=${() => {
      setOpen(null)
      refresh()
    }} />`}`
}

function Definition({ flag, operator, change }) {
  const [text, setText] = useState(null)
  const [wrong, setWrong] = useState(null)
  const definition = JSON.stringify(Object.fromEntries(Object.entries(flag).filter(([each]) => !SHOWN_ABOVE.includes(each))), null, 2)
  const submit = event => {
    event.preventDefault()
    try {
      change(JSON.parse(text))
      setWrong(null)
    } catch (fault) {
      setWrong(`This is no JSON: ${fault.message}`)
    }
  }
  return html`<section class="card" aria-labelledby="definition-title"><header class="row"><h2 id="definition-title">Definition</h2>
      ${operator && text === null && html`<button class="small" onClick=${() => setText(definition)}>Edit</button>`}</header>
    ${text === null ? html`<pre class="json" tabindex="0" role="region" aria-label="Definition as JSON">${definition}</pre>` : html`<form onSubmit=${submit}>
      <label class="field"><span>As flagd's <code>flags.json</code> has it, with <code>aviary</code> beside it</span>
        <textarea name="definition" rows="16" spellcheck="false" value=${text} onInput=${event => setText(event.target.value)}></textarea></label>
      ${wrong && html`<p class="problem" role="alert">${wrong}</p>`}
      <div class="dialog-buttons"><button type="button" onClick=${() => setText(null)}>Leave it as it is</button>
        <button class="primary" disabled=${text === definition}>Show the difference</button></div></form>`}
  </section>`
}
