// How the tracks share requests, as one bar.
import { html } from './html.js'

export function SplitBar({ split, live }) {
  const share = live ? split?.step?.percent ?? split?.canaryPercent ?? 0 : 0
  const step = live ? split?.step : null
  const text = live
    ? `stable ${100 - share} %, canary ${share} %` + (step ? `, step ${step.step + 1} of ${step.steps}` : '')
    : 'stable has every request'
  return html`<div class="split">
    <div class="split-bar" role="img" aria-label="Split: ${text}">
      <span class="split-stable" style=${{ flexGrow: String(100 - share) }}></span>
      ${share > 0 && html`<span class="split-canary" style=${{ flexGrow: String(share) }}></span>`}
    </div>
    <p class="split-words" aria-hidden="true">
      <span><i class="dot stable"></i>stable <b>${100 - share} %</b></span>
      ${step && html`<span class="quiet">step ${step.step + 1} of ${step.steps}${step.state === 'paused' ? ', paused' : ''}</span>`}
      <span>${live ? html`canary <b>${share} %</b><i class="dot canary"></i>` : html`<span class="quiet">no canary</span>`}</span>
    </p>
  </div>`
}
