// One deployment: how far it came, and its log as it is written.
import { html, useEffect, useRef, useState } from '../shared/html.js'
import { json, part } from '../shared/api.js'
import { Badge, Track } from '../shared/badge.js'
import { Confirmation } from '../shared/dialog.js'
import { Refused, Waiting, useLoaded } from '../shared/load.js'
import { Link } from '../shared/router.js'
import { dayAndClock, length, mebibytes, millis, shortCommit } from '../shared/format.js'
import { useMay } from '../session/role.js'
import { LineView } from '../logs/line-view.js'
import { Retrial } from './retrial.js'

const UNDER_WAY = ['queued', 'building', 'starting']

export function DeploymentPage({ app, id }) {
  const { value: deployment, problem, again } = useLoaded(`api/builder/deployments/${part(id)}`)
  const { value: canary } = useLoaded(deployment?.track === 'canary' ? `api/monitor/canaries/${part(id)}` : null)
  const [asks, setAsks] = useState(false)
  const operator = useMay('operator')
  if (!deployment) return html`<h1>Deployment <code>${id}</code></h1>${problem ? html`<${Refused} problem=${problem} />` : html`<${Waiting} what="the deployment" />`}`
  const { status } = deployment
  return html`
    <header class="page-head"><div><p class="quiet"><${Link} to="/apps/${app}">${app}</${Link}></p><h1>Deployment <code>${id}</code></h1></div>
      ${operator && UNDER_WAY.includes(status.state) && html`<button class="danger" onClick=${() => setAsks(true)}>Cancel</button>`}</header>
    <dl class="card facts">
      <div><dt>State</dt><dd><span role="status"><${Badge} state=${status.state} /></span></dd></div>
      <div><dt>Track</dt><dd><${Track} track=${deployment.track} /></dd></div>
      <div><dt>Branch</dt><dd class="branch">${deployment.branch}</dd></div>
      <div><dt>Commit</dt><dd><code title=${deployment.commit}>${shortCommit(deployment.commit)}</code></dd></div>
      <div><dt>By</dt><dd>${deployment.trigger}</dd></div>
      <div><dt>Asked for</dt><dd>${dayAndClock(deployment.createdAt)}</dd></div>
      <div><dt>Last change</dt><dd>after ${length((Date.parse(deployment.changedAt) - Date.parse(deployment.createdAt)) / 1_000)}</dd></div>
      ${status.release?.imageBytes !== undefined && html`<div><dt>Image size</dt><dd>${mebibytes(status.release.imageBytes)}</dd></div>`}
      ${deployment.startMillis !== undefined && html`<div><dt>Start time</dt><dd>${millis(deployment.startMillis)}</dd></div>`}
      ${canary?.judgement && html`<div><dt>Verdict</dt><dd><${Badge} state=${canary.judgement.verdict} /></dd></div>`}
      ${(status.reason || deployment.forced) && html`<div class="wide"><dt>Why</dt><dd>${status.stage ? `${status.stage}: ` : ''}${status.reason ?? deployment.forced}</dd></div>`}
    </dl>
    ${canary?.judgement?.comparison && html`<section class="card" aria-label="Judge again"><${Retrial} deployment=${id} /></section>`}
    <${DeploymentLog} id=${id} ended=${again} />
    ${asks && html`<${Confirmation} title="Cancel this deployment?" verb="Cancel it" danger asksReason=${false} close=${() => setAsks(false)}
      act=${async () => {
        await json('POST', `api/builder/deployments/${part(id)}/cancel`)
        again()
        return 'The deployment is cancelled.'
      }}><p>Its build or start ends. What runs now goes on.</p></${Confirmation}>`}`
}

/** Follows the log while the page is shown; goes on at the line where it was. */
function DeploymentLog({ id, ended }) {
  const view = useRef(null)
  const [state, setState] = useState('')
  useEffect(() => {
    let source = null
    const close = () => {
      source?.close()
      source = null
    }
    const open = () => {
      if (source || document.hidden) return
      view.current.clear()
      source = new EventSource(`/console/api/builder/deployments/${part(id)}/log`)
      source.onmessage = event => view.current?.append([event.data])
      source.addEventListener('end', event => {
        close()
        document.removeEventListener('visibilitychange', changed)
        setState(event.data)
        ended()
      })
      source.addEventListener('broken', event => {
        close()
        view.current?.append([event.data])
      })
    }
    const changed = () => (document.hidden ? close() : open())
    document.addEventListener('visibilitychange', changed)
    open()
    return () => {
      document.removeEventListener('visibilitychange', changed)
      close()
    }
  }, [id])
  return html`<section class="card" aria-labelledby="log-title"><header class="row"><h2 id="log-title">Log</h2>
    <span class="quiet" role="status">${state ? `ended: ${state}` : 'live'}</span>
    <a href="/console/api/builder/deployments/${part(id)}/output" target="_blank" rel="noopener">All of the build's output</a></header>
    <${LineView} view=${view} label="Log of the deployment" /></section>`
}
