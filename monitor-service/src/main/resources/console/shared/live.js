// The one event stream of a page. It is closed while the page is hidden and opened again after.
import { useEffect, useState } from './html.js'
import { get } from './api.js'

/** After an answer that is no stream, as 503 when there are too many. */
const RETRY_MILLIS = 5_000
const KINDS = ['state', 'tick', 'mark']
const listeners = { state: new Set(), tick: new Set(), mark: new Set(), connected: new Set() }

let wanted = null
let source = null
let retry = 0
const newest = { state: null, tick: null, mark: null, connected: false }
/** The app that the newest state is of; '' for all. */
let scope = null

function tell(kind, value) {
  newest[kind] = value
  listeners[kind].forEach(listener => listener(value))
}

function connect() {
  if (source || wanted === null || document.hidden) return
  source = new EventSource('/console/stream' + (wanted && `?app=${encodeURIComponent(wanted)}`))
  source.onopen = () => tell('connected', true)
  source.onerror = failed
  for (const kind of KINDS) {
    source.addEventListener(kind, event => {
      if (kind === 'state') scope = wanted
      tell(kind, JSON.parse(event.data))
    })
  }
}

/** The browser connects again by itself, but not after an answer that is no stream. */
function failed() {
  tell('connected', false)
  if (source.readyState !== EventSource.CLOSED) return
  disconnect()
  get('api/monitor/alerts', { query: { most: 1 } }).catch(() => {})
  retry = setTimeout(connect, RETRY_MILLIS)
}

function disconnect() {
  clearTimeout(retry)
  source?.close()
  source = null
  tell('connected', false)
}

document.addEventListener('visibilitychange', () => (document.hidden ? disconnect() : connect()))
addEventListener('pagehide', disconnect)
addEventListener('pageshow', connect)

/** Keeps the stream of one app open, or of all with '', while the calling component is shown. */
export function useStream(app) {
  const known = () => (scope === '' || scope === app ? newest.state : null)
  const [state, setState] = useState(known)
  useEffect(() => {
    setState(known())
    wanted = app
    connect()
    return () => {
      wanted = null
      disconnect()
    }
  }, [app])
  useListener('state', setState)
  return state
}

export function useConnected() {
  const [connected, set] = useState(newest.connected)
  useListener('connected', set)
  return connected
}

/** Calls back on each event of a kind: state, tick, mark or connected. */
export function useListener(kind, callback) {
  useEffect(() => {
    listeners[kind].add(callback)
    return () => listeners[kind].delete(callback)
  }, [callback])
}

/** What the newest tick says of one slot; only the caller is drawn again. */
export function useSlotFigures(app, slot) {
  const [figures, set] = useState(null)
  useEffect(() => {
    const take = tick => set(tick?.apps?.[app]?.slots?.[slot] ?? null)
    take(newest.tick)
    listeners.tick.add(take)
    return () => listeners.tick.delete(take)
  }, [app, slot])
  return figures
}
