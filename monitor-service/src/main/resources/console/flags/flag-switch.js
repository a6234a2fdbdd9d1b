// Changes of a flag, each shown as its difference before it is made.
import { html, useEffect, useState } from '../shared/html.js'
import { json, part } from '../shared/api.js'
import { Confirmation } from '../shared/dialog.js'
import { Refused } from '../shared/load.js'
import { Differences } from '../timeline/event-list.js'
import { age, length } from '../shared/format.js'
import { go } from '../shared/router.js'

/** Asks what a change would do (dryRun) and does it with a reason. */
export function TriedChange({ title, verb, danger, method, path, query, body, headers, done, after, close, children }) {
  const [trial, setTrial] = useState(null)
  const [problem, setProblem] = useState(null)
  const asked = JSON.stringify([path, query, body])
  useEffect(() => {
    json(method, path, { query: { ...query, dryRun: 'true' }, body, headers }).then(setTrial, setProblem)
  }, [asked])
  const act = async ({ reason }) => {
    await json(method, path, { query: { ...query, reason }, body, headers })
    after?.()
    return done
  }
  const nothing = trial !== null && trial.changes.length === 0
  return html`<${Confirmation} title=${title} verb=${verb} danger=${danger} act=${act} close=${close} ready=${trial !== null && !nothing}>
    ${children}
    <${Refused} problem=${problem} />
    ${trial === null ? !problem && html`<p class="quiet">Asking what would change …</p>`
      : nothing ? html`<p>That changes nothing.</p>`
      : trial.changes.map(each => html`<div key=${each.key}><p>What will happen to <code>${each.key}</code>: <b>${each.what}</b>${each.on === undefined ? '' : `; it is then ${each.on ? 'on' : 'off'} for an empty context`}.</p>
        <${Differences} places=${each.difference ?? []} /></div>`)}
  </${Confirmation}>`
}

export function FlagSwitch({ name, close }) {
  return html`<${TriedChange} title="Turn ${name}?" verb="Turn it" method="POST" path="api/flags/flags/${part(name)}/toggle"
    done="${name} is turned." close=${close} />`
}

export function Rollback({ name, revision, close }) {
  return html`<${TriedChange} title="Back to revision ${revision}?" verb="Go back" method="POST" path="api/flags/flags/${part(name)}/rollback/${revision}"
    done="${name} is as it was at revision ${revision}." close=${close} />`
}

const TIMES = [['15m', 900], ['1h', 3_600], ['4h', 14_400], ['1d', 86_400]]

export function Kill({ flag, close }) {
  const [time, setTime] = useState('1h')
  const [variant, setVariant] = useState('')
  const told = length(TIMES.find(([name]) => name === time)[1])
  const act = async ({ reason }) => {
    await json('POST', `api/flags/flags/${part(flag.key)}/kill`, { query: { for: time, variant, reason } })
    return `${flag.key} is held for ${told}.`
  }
  return html`<${Confirmation} title="Kill ${flag.key}?" verb="Kill it" danger act=${act} close=${close}>
    <label class="field"><span>For</span><select name="for" value=${time} onChange=${event => setTime(event.target.value)}>
      ${TIMES.map(([name, seconds]) => html`<option key=${name} value=${name}>${length(seconds)}</option>`)}</select></label>
    <label class="field"><span>Everybody gets</span><select name="variant" value=${variant} onChange=${event => setVariant(event.target.value)}>
      <option value="">nothing: the flag is disabled</option>
      ${Object.keys(flag.variants ?? {}).map(each => html`<option key=${each} value=${each}>${each}</option>`)}</select></label>
    <p>For ${told} everybody gets ${variant ? html`the variant <code>${variant}</code>` : 'their own default, as if the flag were disabled'}, whatever the rule says.
      Then it returns by itself to what it was.</p>
  </${Confirmation}>`
}

export function EndKill({ flag, close }) {
  return html`<${TriedChange} title="Let ${flag.key} go?" verb="Let it go" method="DELETE" path="api/flags/flags/${part(flag.key)}/kill"
    done="${flag.key} is as its rule says." close=${close} />`
}

export function Removal({ flag, close }) {
  return html`<${TriedChange} title="Remove ${flag.key}?" verb="Remove it" danger method="DELETE" path="api/flags/flags/${part(flag.key)}"
      headers=${{ 'If-Match': `"${flag.revision}"` }} done="${flag.key} is removed." after=${() => go('/flags')} close=${close}>
    <p>Apps that still ask for it get their own default, from the next evaluation on. Its history stays, and it can be written anew under the same key.</p>
    ${flag.lastEvaluated && html`<p class="caution">It was evaluated ${age(flag.lastEvaluated)} ago.</p>`}
  </${TriedChange}>`
}

export function Edit({ flag, body, close }) {
  return html`<${TriedChange} title="Change ${flag.key}?" verb="Change it" method="PUT" path="api/flags/flags/${part(flag.key)}" body=${body}
    headers=${{ 'If-Match': `"${flag.revision}"` }} done="${flag.key} is changed." close=${close} />`
}
