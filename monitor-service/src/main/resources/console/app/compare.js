// Two deployments side by side: what differs, and how each fared.
import { html } from '../shared/html.js'
import { part } from '../shared/api.js'
import { Refused, Waiting, useLoaded } from '../shared/load.js'
import { Link } from '../shared/router.js'
import { compact, dayAndClock, length, mebibytes, millis, percent, shortCommit, words } from '../shared/format.js'

export function Compare({ app, address }) {
  const ids = [address.searchParams.get('a') ?? '', address.searchParams.get('b') ?? '']
  const sides = ids.map(id => useLoaded(id ? `api/builder/deployments/${part(id)}` : null))
  const canaries = ids.map((id, side) => useLoaded(sides[side].value?.track === 'canary' ? `api/monitor/canaries/${part(id)}` : null).value)
  const { value: known } = useLoaded(`api/builder/apps/${part(app)}`)
  const problem = sides.find(each => each.problem)?.problem
  const [first, second] = sides.map(each => each.value)
  return html`
    <header class="page-head"><div><p class="quiet"><${Link} to="/apps/${app}">${app}</${Link}></p><h1>Two deployments</h1></div></header>
    <${Refused} problem=${problem} />
    ${!(first && second) ? !problem && html`<${Waiting} what="both deployments" />` : html`
      <section class="card"><div class="scroll" tabindex="0" role="region" aria-label="Table: Comparison"><table class="compare">
        <thead><tr><td></td>${ids.map(id => html`<th key=${id} scope="col"><${Link} to="/apps/${app}/deployments/${id}"><code>${id}</code></${Link}></th>`)}</tr></thead>
        <tbody>${rows(first, second, canaries).map(([label, left, right]) => html`<tr key=${label} class=${left === right ? '' : 'differs'}>
          <th scope="row">${label}</th><td>${left}</td><td>${right}</td></tr>`)}</tbody></table></div>
        <${Commits} repository=${known?.spec?.repository} first=${first.commit} second=${second.commit} /></section>
      <${Settings} first=${first} second=${second} />`}`
}

function rows(first, second, canaries) {
  const both = (label, told) => [label, told(first, canaries[0]), told(second, canaries[1])]
  return [
    both('State', each => words(each.status.state)),
    both('Why', each => each.status.reason ?? each.forced ?? '–'),
    both('Track', each => each.track),
    both('Branch', each => each.branch),
    both('Commit', each => shortCommit(each.commit)),
    both('By', each => each.trigger),
    both('Asked for', each => dayAndClock(each.createdAt)),
    both('Until its last change', each => length((Date.parse(each.changedAt) - Date.parse(each.createdAt)) / 1_000)),
    both('Release', each => each.status.release?.id ?? '–'),
    both('Image', each => each.status.release?.image?.replace('sha256:', '').slice(0, 12) ?? '–'),
    both('Image size', each => mebibytes(each.status.release?.imageBytes)),
    both('Start time', each => millis(each.startMillis)),
    both('Verdict', (each, canary) => (canary?.judgement ? words(canary.judgement.verdict) : '–')),
    both('Its visitors failed', (each, canary) => failed(canary?.judgement?.comparison?.canary)),
    both('p95 of its visitors', (each, canary) => told(canary?.judgement?.comparison?.canary?.millis?.p95)),
  ]
}

const failed = figures => (figures?.requests ? `${percent((100 * figures.failed) / figures.requests, 2)} of ${figures.requests}` : '–')
const told = value => (value === undefined || value === null ? '–' : `${value} ms`)

/** The commits between are at the forge: the link opens its comparison. */
function Commits({ repository, first, second }) {
  if (first === second) return html`<p class="quiet">Both are the same commit.</p>`
  const base = /^https:\/\//.test(repository ?? '') && repository.replace(/\.git$/, '')
  const range = `${first}...${second}`
  return html`<p>${base ? html`<a href="${base}/compare/${range}" rel="noopener noreferrer">The commits between, at the forge</a>`
    : html`<span class="quiet">The commits between: <code>git log ${shortCommit(first)}..${shortCommit(second)}</code></span>`}</p>`
}

function Settings({ first, second }) {
  const [left, right] = [first, second].map(each => flat(settingsOf(each.status.release)))
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter(each => left[each] !== right[each]).sort()
  return html`<section class="card" aria-labelledby="settings-title"><h2 id="settings-title">Settings that differ</h2>
    ${names.length === 0 ? html`<p class="quiet">None that is known.</p>` : html`<div class="scroll" tabindex="0" role="region" aria-label="Table: Settings that differ"><table>
      <thead><tr><th scope="col">Setting</th><th scope="col"><code>${first.id}</code></th><th scope="col"><code>${second.id}</code></th></tr></thead>
      <tbody>${names.map(each => html`<tr key=${each}><th scope="row"><code>${each}</code></th><td>${left[each] ?? '–'}</td><td>${right[each] ?? '–'}</td></tr>`)}</tbody>
    </table></div>`}</section>`
}

const settingsOf = release => ({ ...release?.run, build: release?.build, secrets: release?.secrets })

function flat(value, path = '', into = {}) {
  if (value === null || value === undefined) return into
  if (typeof value === 'object' && !Array.isArray(value)) {
    Object.entries(value).forEach(([name, inner]) => flat(inner, path ? `${path}.${name}` : name, into))
  } else into[path] = compact(value)
  return into
}
