// A context to try: what the flag gives for it, and the branch that was taken.
import { html, useState } from '../shared/html.js'
import { json, part } from '../shared/api.js'
import { Refused } from '../shared/load.js'
import { compact, number } from '../shared/format.js'

const EXAMPLES = [
  ['empty', {}],
  ['a release on stable', { aviary: { track: 'stable' } }],
  ['a release on the canary', { aviary: { track: 'canary' } }],
  ['a visitor', { targetingKey: 'sam' }],
]

export function Trial({ name }) {
  const [text, setText] = useState('{}')
  const [answer, setAnswer] = useState(null)
  const [problem, setProblem] = useState(null)
  const ask = async event => {
    event.preventDefault()
    setProblem(null)
    setAnswer(null)
    try {
      setAnswer(await json('POST', `api/flags/flags/${part(name)}/explain`, { body: { context: JSON.parse(text) } }))
    } catch (refused) {
      setProblem(refused instanceof SyntaxError ? new Error(`This is no JSON: ${refused.message}`) : refused)
    }
  }
  return html`<section class="card" aria-labelledby="trial-title"><h2 id="trial-title">Try a context</h2>
    <form onSubmit=${ask}>
      <label class="field"><span>Begin with</span><select name="example" onChange=${event => setText(JSON.stringify(EXAMPLES[event.target.selectedIndex][1], null, 2))}>
        ${EXAMPLES.map(([each]) => html`<option key=${each}>${each}</option>`)}</select></label>
      <label class="field"><span>Context</span><textarea name="context" rows="5" spellcheck="false" value=${text} onInput=${event => setText(event.target.value)}></textarea></label>
      <button>Explain</button>
    </form>
    <${Refused} problem=${problem} />
    ${answer && html`<div class="answer" role="status"><p>It gives ${answer.value === undefined ? 'no value: the app takes its own default' : html`<code>${compact(answer.value)}</code>`}${answer.variant && html`, the variant <code>${answer.variant}</code>`}
      <span class="quiet"> ${answer.reason ?? answer.errorCode}${answer.errorDetails ? `: ${answer.errorDetails}` : ''}</span></p></div>
      <ol class="steps" aria-label="The branch that was taken">${(answer.steps ?? []).map((each, index) => html`<li key=${index}>
        <code class="pointer">${each.pointer}</code> <${Step} step=${each} /></li>`)}</ol>`}
  </section>`
}

function Step({ step }) {
  if (step.detail !== undefined) return html`<span>${step.detail}</span>`
  if (step.hashInput !== undefined) {
    return html`<span>share of <code>${step.hashInput}</code>: ${number(step.bucket, 4)} of ${number(step.total)}, below ${number(step.threshold, 4)}
      ${step.result !== undefined && html` gives <code>${compact(step.result)}</code>`}</span>`
  }
  return html`<span><b>${step.operator}</b> gives <code>${compact(step.result)}</code></span>`
}
