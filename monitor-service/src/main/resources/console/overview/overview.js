// Every app at a glance.
import { html } from '../shared/html.js'
import { useListener, useStream } from '../shared/live.js'
import { Unreached, Waiting, useLoaded } from '../shared/load.js'
import { Badge } from '../shared/badge.js'
import { Link } from '../shared/router.js'
import { SlotBox } from '../shared/slot-box.js'
import { SplitBar } from '../shared/split-bar.js'
import { shortCommit } from '../shared/format.js'
import { EventList } from '../timeline/event-list.js'
import { canaryLive, openAlerts } from '../app/reading.js'

export function Overview() {
  const state = useStream('')
  const { value: events, again } = useLoaded('api/builder/events', { most: 12 })
  useListener('mark', again)
  const apps = state?.apps ?? []
  const alerts = apps.flatMap(each => openAlerts(each).map(alert => ({ app: each.app, ...alert })))
  return html`<h1 class="unseen">Overview</h1>
    <${Unreached} state=${state} />
    ${alerts.length > 0 && html`<${Alerts} alerts=${alerts} />`}
    ${state === null ? html`<${Waiting} what="the apps" />` : html`<div class="apps">${apps.map(each => html`<${AppCard} key=${each.app} app=${each} />`)}</div>`}
    ${state !== null && apps.length === 0 && html`<section class="card"><h2>No app yet</h2>
      <p>Register one, as the README says under "Your own app". It appears here.</p></section>`}
    <section class="card" aria-labelledby="newest-title"><header class="row"><h2 id="newest-title">Newest events</h2>
      <${Link} to="/timeline">All of the timeline</${Link}></header>
      <${EventList} events=${events ?? []} /></section>`
}

function Alerts({ alerts }) {
  return html`<section class="card alarm" aria-labelledby="alerts-title"><h2 id="alerts-title">${alerts.length === 1 ? 'One open alert' : `${alerts.length} open alerts`}</h2>
    <ul class="plain-list">${alerts.map(each => html`<li key=${each.id}><${Link} to="/apps/${each.app}">${each.app}</${Link}> ${each.words}</li>`)}</ul></section>`
}

function AppCard({ app }) {
  const live = canaryLive(app)
  return html`<article class="card app" aria-labelledby="app-${app.app}">
    <header class="row">
      <h2 id="app-${app.app}"><${Link} to="/apps/${app.app}">${app.app}</${Link}></h2>
      ${app.interruption && html`<${Badge} state=${app.interruption.state} />`}
      ${(app.underWay ?? []).map(each => html`<${Link} key=${each.deployment} class="under-way" to="/apps/${app.app}/deployments/${each.deployment}">
        <${Badge} state=${each.state} /> ${each.branch} <code>${shortCommit(each.commit)}</code></${Link}>`)}
      ${live && app.canary && html`<span class="verdict-short"><${Badge} state=${app.canary.verdict} text=${verdictWords(app.canary.verdict)} /></span>`}
      <span class="hosts quiet">${(app.hosts ?? []).join(', ')}</span>
    </header>
    <${SplitBar} split=${app.split} live=${live} />
    <div class="slots">${(app.slots ?? []).map(each => html`<${SlotBox} key=${each.slot} app=${app.app} slot=${each} />`)}</div>
    <${Certificates} certificates=${app.certificates ?? []} />
  </article>`
}

const verdictWords = verdict => ({ good: 'Canary is good', bad: 'Canary is bad' })[verdict] ?? 'No verdict yet'

function Certificates({ certificates }) {
  if (certificates.length === 0) return null
  return html`<p class="certificates"><span class="quiet">Certificates</span>
    ${certificates.map(each => html`<span key=${each.host}><${Badge} state=${each.state} text=${each.host} />
      ${each.expires && html`<span class="quiet"> until ${new Date(each.expires).toLocaleDateString('en-GB')}</span>`}</span>`)}</p>`
}
