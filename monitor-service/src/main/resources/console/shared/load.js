// Reading from the server while a component is shown.
import { html, useCallback, useEffect, useRef, useState } from './html.js'
import { get } from './api.js'

/** Several events that come together are one reason to read again. */
const TOGETHER_MILLIS = 150

/**
 * @param {?string} path null: nothing is asked for
 * @returns {{value: any, problem: ?Error, again: function(): void}} the value stays while it is asked for again
 */
export function useLoaded(path, query) {
  const asked = JSON.stringify([path, query])
  const [loaded, set] = useState({ asked, value: null, problem: null })
  const [times, setTimes] = useState(0)
  useEffect(() => {
    if (path === null) return undefined
    const stop = new AbortController()
    get(path, { query, signal: stop.signal }).then(
      value => set({ asked, value, problem: null }),
      problem => problem.name === 'AbortError' || set(before => ({ asked, value: before.value, problem })),
    )
    return () => stop.abort()
  }, [asked, times])
  const soon = useRef(0)
  const again = useCallback(() => {
    clearTimeout(soon.current)
    soon.current = setTimeout(() => setTimes(before => before + 1), TOGETHER_MILLIS)
  }, [])
  useEffect(() => () => clearTimeout(soon.current), [])
  return { value: loaded.asked === asked ? loaded.value : null, problem: loaded.problem, again }
}

export function Refused({ problem }) {
  if (!problem) return null
  return html`<div class="problem" role="alert">
    <strong>${problem.status ? `Refused (${problem.status})` : 'No answer'}</strong>
    <p>${problem.message}</p>
    ${problem.errors?.length > 0 && html`<ul>${problem.errors.map(each => html`<li><code>${each.pointer}</code> ${each.detail}</li>`)}</ul>`}
  </div>`
}

export function Waiting({ what }) {
  return html`<p class="quiet" aria-busy="true">Reading ${what} …</p>`
}

/** Says what the monitor cannot reach: redis, balancer. */
export function Unreached({ state }) {
  if (!state?.unknown?.length) return null
  return html`<p class="card alarm" role="status">No answer from: ${state.unknown.join(', ')}. What hangs on it may be old.</p>`
}
