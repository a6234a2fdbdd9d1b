// What another tolerance would have done to a canary. It changes nothing.
import { html, useState } from '../shared/html.js'
import { json, part } from '../shared/api.js'
import { Badge } from '../shared/badge.js'
import { Refused } from '../shared/load.js'
import { dayAndClock, number } from '../shared/format.js'

/** The members of the setting `tolerance`, with what they mean, their default and their limits. */
const MEMBERS = [
  ['extraErrorPercent', 'Errors of a hundred more than stable', 1, 0, 100, 'any'],
  ['slowerTimes', 'Times as slow as stable', 1.3, 1, 100, 'any'],
  ['slowerMillis', 'Slower by at least, ms', 20, 0, 60_000, 1],
  ['errorPercent', 'Errors of a hundred, whatever stable does', 50, 1, 100, 'any'],
  ['errorRequests', 'Out of at least so many requests', 10, 1, 10_000, 1],
]

export function Retrial({ deployment, tolerance = {} }) {
  const [given, setGiven] = useState(() => Object.fromEntries(MEMBERS.map(([name, , usual]) => [name, tolerance[name] ?? usual])))
  const [result, setResult] = useState(null)
  const [problem, setProblem] = useState(null)
  const [busy, setBusy] = useState(false)
  const ask = async event => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    setResult(null)
    try {
      setResult(await json('POST', `api/monitor/canaries/${part(deployment)}/judge`, { body: { tolerance: given } }))
    } catch (refused) {
      setProblem(refused)
    }
    setBusy(false)
  }
  return html`<details class="retrial"><summary>What would another tolerance have done?</summary>
    <form onSubmit=${ask}>
      <div class="filters">${MEMBERS.map(([name, told, , least, most, step]) => html`<label key=${name} class="field"><span>${told}</span>
        <input type="number" name=${name} required min=${least} max=${most} step=${step} value=${given[name]}
          onInput=${event => setGiven(before => ({ ...before, [name]: Number(event.target.value) }))} /></label>`)}</div>
      <button disabled=${busy}>Judge again</button> <span class="quiet">This changes nothing.</span>
    </form>
    <${Refused} problem=${problem} />
    ${result && html`<div class="answer" role="status"><p><${Badge} state=${result.verdict} text=${result.withdrawnAt ? 'withdrawn' : undefined} /> ${told(result)}</p>
      ${(result.reasons ?? []).length > 0 && html`<ul>${result.reasons.map(each => html`<li key=${each}>${each}</li>`)}</ul>`}
      ${result.missing && html`<p class="needs"><b>What is missing:</b> ${result.missing}</p>`}</div>`}
  </details>`
}

function told(result) {
  const looked = `of what is kept, from ${dayAndClock(result.since)} to ${dayAndClock(result.until)}`
  return result.withdrawnAt
    ? `It would have been withdrawn at ${dayAndClock(result.withdrawnAt)}, after ${number(result.attempts)} requests, ${looked}.`
    : `It would not have been withdrawn after ${number(result.attempts)} requests, ${looked}.`
}
