// The logs of an app's containers, those that run and those that are dead. Nothing is read while the page is hidden.
import { html, useEffect, useRef, useState } from '../shared/html.js'
import { Refused } from '../shared/load.js'
import { Link, go } from '../shared/router.js'
import { LineView, MOST_LINES } from './line-view.js'
import { readLog } from './log-reader.js'

const SLOTS = ['canary', 'stable-1', 'stable-2']
const TAIL = 1_000
const REST_MILLIS = 300
const AGAIN_MILLIS = 3_000

export function LogsPage({ app, address }) {
  const view = useRef(null)
  const [typed, setTyped] = useState(address.searchParams.get('search') ?? '')
  const [standing, setStanding] = useState('')
  const [problem, setProblem] = useState(null)
  const slot = address.searchParams.get('slot') ?? 'stable-1'
  const dead = address.searchParams.get('dead') === 'true'
  const search = address.searchParams.get('search') ?? ''

  const choose = changes => {
    const next = new URLSearchParams({ slot, ...(dead && { dead: 'true' }), ...(search && { search }), ...changes })
    for (const [name, value] of [...next]) if (value === '') next.delete(name)
    go(`/apps/${app}/logs?${next}`, { replace: true })
  }
  useEffect(() => {
    const rest = setTimeout(() => typed !== search && choose({ search: typed }), REST_MILLIS)
    return () => clearTimeout(rest)
  }, [typed])
  useEffect(() => follow({ app, slot, dead, search }, view.current, setStanding, setProblem), [app, slot, dead, search])

  return html`
    <header class="page-head"><div><p class="quiet"><${Link} to="/apps/${app}">${app}</${Link}></p><h1>Logs</h1></div></header>
    <form class="filters" role="search" aria-label="Lines" onSubmit=${event => event.preventDefault()}>
      <label class="field"><span>Slot</span><select name="slot" value=${slot} onChange=${event => choose({ slot: event.target.value })}>
        ${SLOTS.map(each => html`<option key=${each}>${each}</option>`)}</select></label>
      <label class="field"><span>Container</span><select name="dead" value=${String(dead)} onChange=${event => choose({ dead: event.target.value === 'true' ? 'true' : '' })}>
        <option value="false">that runs, live</option><option value="true">the last dead one</option></select></label>
      <label class="field grow"><span>Search</span><input type="search" name="search" maxlength="200" autocomplete="off" value=${typed}
        placeholder="lines that hold this" onInput=${event => setTyped(event.target.value)} /></label>
    </form>
    <${Refused} problem=${problem} />
    <section class="card log" aria-label="Log of ${slot}">
      <${LineView} view=${view} label="Log of ${slot}" />
      <p class="quiet" role="status">${standing} At most ${MOST_LINES.toLocaleString('en')} lines are shown.</p>
    </section>`
}

/** @returns {function(): void} ends it */
function follow(wanted, lines, setStanding, setProblem) {
  let stop = null
  let timer = 0
  const read = async () => {
    const own = new AbortController()
    stop = own
    lines.clear()
    lines.search(wanted.search)
    setProblem(null)
    setStanding(wanted.dead ? 'After its death.' : 'Live.')
    try {
      await readLog(wanted, TAIL, found => lines.append(found), own.signal)
      if (own.signal.aborted || wanted.dead) return
      setStanding('The container has ended; looking for the next one.')
      timer = setTimeout(read, AGAIN_MILLIS)
    } catch (refused) {
      if (own.signal.aborted) return
      setStanding('Nothing is read.')
      setProblem(refused)
    }
  }
  const end = () => {
    clearTimeout(timer)
    stop?.abort()
  }
  const changed = () => {
    end()
    if (!document.hidden) read()
  }
  document.addEventListener('visibilitychange', changed)
  changed()
  return () => {
    document.removeEventListener('visibilitychange', changed)
    end()
  }
}
