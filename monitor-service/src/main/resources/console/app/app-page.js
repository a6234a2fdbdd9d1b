// One app: its slots, its canary beside stable, what can be done, and what was deployed.
import { html, useCallback, useEffect, useState } from '../shared/html.js'
import { part } from '../shared/api.js'
import { Badge } from '../shared/badge.js'
import { useListener, useStream } from '../shared/live.js'
import { Refused, Unreached, Waiting, useLoaded } from '../shared/load.js'
import { Link } from '../shared/router.js'
import { SlotBox } from '../shared/slot-box.js'
import { SplitBar } from '../shared/split-bar.js'
import { words } from '../shared/format.js'
import { Actions } from './actions.js'
import { Deployments } from './deployments.js'
import { Plots } from './plots.js'
import { Verdict } from './verdict.js'
import { canaryLive, openAlerts } from './reading.js'

export function AppPage({ app: name }) {
  const state = useStream(name)
  const { value: known, problem, again } = useLoaded(`api/builder/apps/${part(name)}`)
  const [changes, setChanges] = useState(0)
  const changed = useCallback(() => {
    again()
    setChanges(before => before + 1)
  }, [again])
  useListener('mark', changed)
  const app = state?.apps?.find(each => each.app === name)
  useEffect(again, [state])

  if (problem && !known) return html`<h1>${name}</h1><${Refused} problem=${problem} />`
  if (!app || !known) return html`<h1>${name}</h1><${Waiting} what="the app" />`
  const live = canaryLive(app)
  return html`
    <header class="page-head">
      <div><h1>${name}</h1><p class="quiet">${[...(app.hosts ?? []), `stable branch ${app.stableBranch}`].join(' · ')}</p></div>
      <nav aria-label="Of ${name}" class="tabs"><${Link} to="/apps/${name}/logs">Logs</${Link}>
        <${Link} to="/timeline?app=${part(name)}">Timeline</${Link}></nav>
    </header>
    <${Unreached} state=${state} />
    <${Standing} app=${app} known=${known} />
    <${Actions} app=${app} known=${known} changed=${changed} />
    <div class="card">
      <h2 class="unseen">Slots</h2>
      <${SplitBar} split=${app.split} live=${live} />
      <div class="slots">${app.slots.map(each => html`<${SlotBox} key=${each.slot} app=${name} slot=${each} />`)}</div>
    </div>
    ${app.canary?.deployment && html`<${Verdict} app=${app} deployment=${app.canary.deployment} changes=${changes}
      tolerance=${known.spec.tolerance} />`}
    <${Plots} app=${name} />
    <${Deployments} app=${name} changes=${changes} />`
}

/** What stands in the way, and what is under way. */
function Standing({ app, known }) {
  const alerts = openAlerts(app)
  const unreadable = Object.entries(known.unreadable ?? {})
  return html`
    ${alerts.length > 0 && html`<section class="card alarm" aria-label="Open alerts"><ul class="plain-list">${alerts.map(each => html`<li key=${each.id}>${each.words}</li>`)}</ul></section>`}
    ${unreadable.length > 0 && html`<section class="card alarm" aria-label="Damaged keys"><ul class="plain-list">${unreadable.map(([key, why]) => html`<li key=${key}><code>${key}</code> ${why}</li>`)}</ul></section>`}
    ${app.interruption && html`<p class="card alarm" role="status"><b>${words(app.interruption.state)}.</b>
      ${app.interruption.message ? ` Visitors read: "${app.interruption.message}"` : ' Requests wait.'}
      ${app.interruption.until && ` Until ${new Date(app.interruption.until).toLocaleString('en-GB')}.`}
      ${app.interruption.reason && ` Reason: ${app.interruption.reason}`}</p>`}
    ${(app.underWay ?? []).map(each => html`<p key=${each.deployment} class="card busy" role="status">
      <${Badge} state=${each.state} /> ${each.branch} on its way to ${each.kind ?? 'its slots'}.
      <${Link} to="/apps/${app.app}/deployments/${each.deployment}">Follow its log</${Link}></p>`)}`
}
