// What was deployed, newest first, and the choice of two for a comparison.
import { html, useEffect, useState } from '../shared/html.js'
import { part } from '../shared/api.js'
import { Badge, Track } from '../shared/badge.js'
import { Refused, Waiting, useLoaded } from '../shared/load.js'
import { Link, go } from '../shared/router.js'
import { age, dayAndClock, shortCommit } from '../shared/format.js'

const SHOWN = 15

export function Deployments({ app, changes }) {
  const { value: all, problem, again } = useLoaded('api/builder/deployments', { app })
  const [most, setMost] = useState(SHOWN)
  const [chosen, setChosen] = useState([])
  useEffect(again, [changes])
  const choose = id => setChosen(before => (before.includes(id) ? before.filter(each => each !== id) : [...before, id].slice(-2)))
  return html`<section class="card" aria-labelledby="deployments-title">
    <header class="row"><h2 id="deployments-title">Deployments</h2>
      <button disabled=${chosen.length !== 2} onClick=${() => go(`/apps/${app}/compare?a=${part(chosen[0])}&b=${part(chosen[1])}`)}>Compare two</button></header>
    <${Refused} problem=${problem} />
    ${all === null ? html`<${Waiting} what="the deployments" />` : html`<div class="scroll" tabindex="0" role="region" aria-label="Table: Deployments"><table>
      <thead><tr><td></td><th scope="col">State</th><th scope="col">Track</th><th scope="col">Branch</th><th scope="col">Commit</th>
        <th scope="col">By</th><th scope="col">When</th><th scope="col">Log</th></tr></thead>
      <tbody>${all.slice(0, most).map(each => html`<tr key=${each.id}>
        <td><input type="checkbox" aria-label="Compare ${each.id}" checked=${chosen.includes(each.id)} onChange=${() => choose(each.id)} /></td>
        <td><${Badge} state=${each.status.state} /></td><td><${Track} track=${each.track} /></td><td class="branch">${each.branch}</td>
        <td><code title=${each.commit}>${shortCommit(each.commit)}</code></td><td>${each.trigger}</td>
        <td title=${dayAndClock(each.createdAt)}>${age(each.createdAt)} ago</td>
        <td><${Link} to="/apps/${app}/deployments/${each.id}"><code>${each.id}</code></${Link}></td></tr>`)}</tbody></table></div>
      ${all.length > most && html`<button onClick=${() => setMost(most + SHOWN)}>Show more of ${all.length}</button>`}`}
  </section>`
}
