// Promote, withdraw, roll back.
import { html, useState } from '../shared/html.js'
import { json, part } from '../shared/api.js'
import { Confirmation } from '../shared/dialog.js'
import { shortCommit } from '../shared/format.js'
import { canarySlot, restingRollout, verdictWords } from './reading.js'

const post = (app, verb, body) => json('POST', `api/builder/apps/${part(app.app)}/${verb}`, { body })
const commitOf = placement => html`<code>${shortCommit(placement?.release?.commit)}</code>${placement?.release?.branch ? ` of ${placement.release.branch}` : ''}`

export function Promotion({ app, known, withdrawn, close }) {
  const rollout = restingRollout(known.rollout)
  const placement = rollout.canary ?? rollout.withdrawn
  const reasonOfThen = rollout.reason ?? known.withdrawn?.find(each => each.commit === placement?.release.commit)?.reason
  const act = async ({ reason }) => {
    await post(app, 'promote', { deployment: placement?.deployment, ...(reason && { reason }), ...(withdrawn && { force: true }) })
    return `${shortCommit(placement?.release?.commit)} is being promoted.`
  }
  return html`<${Confirmation} title="Promote the canary of ${app.app}?" verb="Promote it" needsReason=${withdrawn}
      danger=${withdrawn} act=${act} close=${close}>
    <ul>
      <li>Both stable slots get ${commitOf(placement)}, one after the other, without a lost request.</li>
      <li>Then the canary slot is emptied, and stable has every request.</li>
      <li>${commitOf(rollout.stable)}, which is stable now, can be rolled back to.</li>
    </ul>
    ${withdrawn ? html`<p class="caution">This commit was withdrawn: ${reasonOfThen}. It is promoted all the same only with a reason.</p>`
      : html`<p class="caution">${verdictWords(app.canary)}</p>`}
  </${Confirmation}>`
}

export function Withdrawal({ app, close }) {
  const canary = canarySlot(app)
  const act = async ({ reason }) => {
    await post(app, 'withdraw', { deployment: canary.deployment, reason })
    return `The canary ${shortCommit(canary.commit)} is withdrawn.`
  }
  return html`<${Confirmation} title="Withdraw the canary of ${app.app}?" verb="Withdraw it" danger needsReason act=${act} close=${close}>
    <ul>
      <li>No new request goes to <code>${shortCommit(canary?.commit)}</code> of ${canary?.branch}; stable has all of them.</li>
      <li>Its requests in flight end, then its container is removed.</li>
      <li>This commit stays out: it is deployed again only with force and a reason.</li>
    </ul>
  </${Confirmation}>`
}

export function RollBack({ app, known, close }) {
  const rollout = restingRollout(known.rollout)
  const [force, setForce] = useState(false)
  const act = async ({ reason }) => {
    await post(app, 'rollback', { ...(reason && { reason }), ...(force && { force }) })
    return `${app.app} is being rolled back to ${shortCommit(rollout.previous?.release?.commit)}.`
  }
  return html`<${Confirmation} title="Roll ${app.app} back?" verb="Roll back" danger needsReason=${force} act=${act} close=${close}>
    <ul>
      <li>Both stable slots return from ${commitOf(rollout.stable)} to ${commitOf(rollout.previous)}, without a lost request.</li>
      <li>The canary slot stays as it is.</li>
    </ul>
    <label class="choice"><input type="checkbox" checked=${force} onChange=${event => setForce(event.target.checked)} />
      <span>Also when that commit was withdrawn before</span></label>
  </${Confirmation}>`
}
