// The judge's verdict in words and numbers, and what it still needs.
import { html, useEffect } from '../shared/html.js'
import { part } from '../shared/api.js'
import { Badge } from '../shared/badge.js'
import { useLoaded } from '../shared/load.js'
import { age, millis, number, percent } from '../shared/format.js'
import { VERDICTS } from './reading.js'
import { Retrial } from './retrial.js'

const LOOK_MILLIS = 3_000

export function Verdict({ app, deployment, changes, tolerance }) {
  const { value: canary, again } = useLoaded(`api/monitor/canaries/${part(deployment)}`)
  useEffect(again, [changes])
  useEffect(() => {
    const timer = setInterval(() => document.hidden || again(), LOOK_MILLIS)
    return () => clearInterval(timer)
  }, [again])
  const judgement = canary?.judgement
  const verdict = judgement?.verdict ?? app.canary?.verdict
  const reasons = judgement?.reasons ?? app.canary?.words ?? []
  const needs = judgement ? judgement.missing : app.canary?.needs
  return html`<section class="card verdict ${verdict ?? ''}" aria-labelledby="verdict-title">
    <header class="row"><h2 id="verdict-title">Verdict</h2>
      <${Badge} state=${verdict ?? 'none'} text=${verdict === 'good' ? 'good' : verdict === 'bad' ? 'bad' : 'undecided'} />
      ${judgement?.certainAt && html`<span class="quiet">certain for ${age(judgement.certainAt)}</span>`}
      ${canary?.judging && canary.judging !== 'on' && html`<span class="quiet">judgement: ${canary.judging}</span>`}</header>
    <div class="beside"><div>
      <p class="verdict-words" role="status">${canary?.judging === 'off' ? 'Its visitors are not judged: the settings of the app say judgement: off.'
        : VERDICTS[verdict] ?? 'It is not judged yet.'}</p>
      ${reasons.length > 0 && html`<ul>${reasons.map(each => html`<li key=${each}>${each}</li>`)}</ul>`}
      ${needs && html`<p class="needs"><b>What is missing:</b> ${needs}</p>`}
      ${canary?.progress && html`<p class="quiet">Step ${canary.progress.step + 1} of ${canary.progress.steps} at ${canary.progress.percent} %, ${canary.progress.state} for ${age(canary.progress.since)}.
        ${canary.progress.reason ?? ''}</p>`}
      ${judgement?.comparison?.rule?.length > 0 && html`<details><summary>The rule that decides</summary><ul>${judgement.comparison.rule.map(each => html`<li key=${each}>${each}</li>`)}</ul></details>`}
      ${judgement?.comparison && html`<${Retrial} key=${deployment} deployment=${deployment} tolerance=${tolerance} />`}
    </div>
    ${judgement?.comparison && html`<${Comparison} comparison=${judgement.comparison} />`}</div>
  </section>`
}

const ROWS = [
  ['requests', figures => number(figures.requests)],
  ['failed', figures => number(figures.failed)],
  ['failed, of a hundred', figures => (figures.requests ? percent((100 * figures.failed) / figures.requests, 2) : '–')],
  ['not less than', figures => percent(figures.failedLow, 2)],
  ['not more than', figures => percent(figures.failedHigh, 2)],
]

function Comparison({ comparison }) {
  const quantiles = Object.keys({ ...comparison.stable.millis, ...comparison.canary.millis }).sort()
  const rows = [...ROWS, ...quantiles.map(each => [`${each} of answer times`, figures => millis(figures.millis?.[each])])]
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: What the visitors got"><table class="numbers">
    <caption class="unseen">What the visitors of both tracks got${comparison.since ? ` in ${age(comparison.since)}` : ''}</caption>
    <thead><tr><th scope="col">Visitors</th><th scope="col" class="of-stable">stable</th><th scope="col" class="of-canary">canary</th></tr></thead>
    <tbody>${rows.map(([label, told]) => html`<tr key=${label}><th scope="row">${label}</th>
      <td>${told(comparison.stable)}</td><td>${told(comparison.canary)}</td></tr>`)}</tbody></table></div>`
}
