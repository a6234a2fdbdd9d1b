// What can be done to an app now. Each button opens a dialog that says what will happen.
import { html, useState } from '../shared/html.js'
import { useMay } from '../session/role.js'
import { canaryLive, restingRollout } from './reading.js'
import { Promotion, RollBack, Withdrawal } from './release-dialogs.js'
import { EndInterruption, Maintenance, Pause, SplitChange } from './traffic-dialogs.js'
import { Redeploy, StepDialog } from './canary-dialogs.js'

export function Actions({ app, known, changed }) {
  const operator = useMay('operator')
  const [open, setOpen] = useState(null)
  if (!operator) return html`<p class="quiet">Your role reads. Releases, traffic and flags are changed by an operator.</p>`
  const choices = possible(app, known)
  const chosen = open && choices.find(each => each.name === open)
  const close = () => {
    setOpen(null)
    changed()
  }
  return html`<div class="actions" role="group" aria-label="Actions">
    ${choices.map(each => html`<button key=${each.name} class=${each.look ?? ''} disabled=${Boolean(each.not)} title=${each.not ?? ''}
      onClick=${() => setOpen(each.name)}>${each.name}</button>`)}
    ${chosen && html`<${chosen.dialog} app=${app} known=${known} close=${close} ...${chosen.more} />`}
  </div>`
}

/** The actions, each with why it is not possible now. */
function possible(app, known) {
  const rollout = restingRollout(known.rollout)
  const live = canaryLive(app)
  const moving = known.rollout?.base ? 'A change of the stable slots is under way' : null
  const canary = live ? moving : 'No canary serves'
  // Withdrawn now, or once before: it is promoted only with force.
  const withdrawn = rollout.state === 'withdrawn' || (known.withdrawn ?? []).some(each => each.commit === rollout.canary?.release.commit)
  return [
    { name: 'Promote', look: 'primary', dialog: Promotion, not: rollout.state === 'withdrawn' ? moving : canary, more: { withdrawn } },
    { name: 'Withdraw', look: 'danger', dialog: Withdrawal, not: live ? null : 'No canary serves' },
    { name: 'Roll back', dialog: RollBack, not: moving ?? (rollout.previous ? null : 'No earlier stable release is known') },
    { name: 'Split', dialog: SplitChange },
    ...steps(known.canary?.progress),
    ...traffic(app),
    ...(known.pending?.length > 0 ? [{ name: 'Redeploy', dialog: Redeploy, not: moving }] : []),
  ]
}

function steps(progress) {
  if (!progress || progress.state === 'stopped') return []
  const held = progress.state === 'paused'
  return [
    { name: held ? 'Resume steps' : 'Hold steps', dialog: StepDialog, more: { kind: held ? 'resume' : 'pause' } },
    { name: 'Next step', dialog: StepDialog, more: { kind: 'skip' } },
  ]
}

function traffic(app) {
  const now = app.interruption?.state
  return [
    now === 'pause' ? { name: 'End pause', dialog: EndInterruption, more: { kind: 'pause' } } : { name: 'Pause', dialog: Pause },
    now === 'maintenance' ? { name: 'End maintenance', dialog: EndInterruption, more: { kind: 'maintenance' } }
      : { name: 'Maintenance', dialog: Maintenance },
  ]
}
