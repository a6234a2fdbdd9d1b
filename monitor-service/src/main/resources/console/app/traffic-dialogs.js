// Who gets the canary, and whether visitors are answered at all.
import { html, useState } from '../shared/html.js'
import { json, part } from '../shared/api.js'
import { Confirmation } from '../shared/dialog.js'
import { length, words } from '../shared/format.js'

const path = (app, what) => `api/balancer/apps/${part(app.app)}/${what}`
const why = reason => (reason ? { reason } : {})

export function SplitChange({ app, close }) {
  const [share, setShare] = useState(app.split?.canaryPercent ?? 33)
  const act = async ({ reason }) => {
    await json('PUT', path(app, 'split'), { body: { canaryPercent: share, ...why(reason) } })
    return `The canary's share is ${share} %.`
  }
  return html`<${Confirmation} title="Split of ${app.app}" verb="Set it to ${share} %" act=${act} close=${close}>
    <label class="field"><span>Requests of a hundred that the canary gets: <b>${share}</b></span>
      <input type="range" name="share" min="0" max="100" value=${share} onInput=${event => setShare(Number(event.target.value))} /></label>
    <p>Of any 100 requests ${share} are the canary's and ${100 - share} stable's, from the next request on.
      ${app.split?.step ? ' The canary that serves grows in steps: its step counts until it ends.' : ''}</p>
  </${Confirmation}>`
}

const PAUSES = [10, 30, 60, 300]

export function Pause({ app, close }) {
  const [seconds, setSeconds] = useState(30)
  const act = async ({ reason }) => {
    await json('PUT', path(app, 'pause'), { body: { seconds, ...why(reason) } })
    return `Requests of ${app.app} wait for ${length(seconds)}.`
  }
  return html`<${Confirmation} title="Pause ${app.app}?" verb="Pause it" act=${act} close=${close}>
    <label class="field"><span>For at most</span><select name="seconds" value=${seconds} onChange=${event => setSeconds(Number(event.target.value))}>
      ${PAUSES.map(each => html`<option key=${each} value=${each}>${length(each)}</option>`)}</select></label>
    <p>New requests wait in order and go on when the pause ends. None is refused while there is room for them. Slot ports stay open.</p>
  </${Confirmation}>`
}

const LASTS = [[0, 'until somebody ends it'], [600, '10 min'], [3_600, '1 h'], [14_400, '4 h']]

export function Maintenance({ app, close }) {
  const [message, setMessage] = useState('')
  const [lasts, setLasts] = useState(0)
  const act = async ({ reason }) => {
    const until = lasts ? new Date(Date.now() + lasts * 1_000).toISOString() : undefined
    await json('PUT', path(app, 'maintenance'), { body: { message, until, ...why(reason) } })
    return `${app.app} is in maintenance.`
  }
  return html`<${Confirmation} title="Maintenance of ${app.app}?" verb="Begin it" danger act=${act} close=${close}>
    <label class="field"><span>What visitors read</span><input name="message" required maxlength="2000" value=${message}
      autocomplete="off" onInput=${event => setMessage(event.target.value)} /></label>
    <label class="field"><span>It ends</span><select name="lasts" value=${lasts} onChange=${event => setLasts(Number(event.target.value))}>
      ${LASTS.map(([each, told]) => html`<option key=${each} value=${each}>${told}</option>`)}</select></label>
    <p>Every visitor is answered 503 with this message. Slot ports stay open, so that you can look.</p>
  </${Confirmation}>`
}

export function EndInterruption({ app, kind, close }) {
  const act = async ({ reason }) => {
    await json('DELETE', path(app, kind), { query: why(reason) })
    return `The ${kind} of ${app.app} is over.`
  }
  return html`<${Confirmation} title="End the ${kind} of ${app.app}?" verb="End it" act=${act} close=${close}>
    <p>${words(kind)} ends now: requests are answered again, those that wait first.</p></${Confirmation}>`
}
