// Which page the address names, and links that change it without a load.
import { html, useEffect, useState } from './html.js'

const BASE = '/console'
const listeners = new Set()

export function go(path, { replace = false } = {}) {
  if (path !== here()) history[replace ? 'replaceState' : 'pushState'](null, '', BASE + path)
  listeners.forEach(listener => listener())
}

/** The address below /console, with its query. */
export function here() {
  return location.pathname.slice(BASE.length) + location.search
}

export function useAddress() {
  const [address, set] = useState(here)
  useEffect(() => {
    const changed = () => set(here())
    listeners.add(changed)
    addEventListener('popstate', changed)
    return () => {
      listeners.delete(changed)
      removeEventListener('popstate', changed)
    }
  }, [])
  return new URL(BASE + address, location.origin)
}

/** The parts of a path below /console. */
export function parts(address) {
  return address.pathname.slice(BASE.length).split('/').filter(Boolean).map(decodeURIComponent)
}

export function Link({ to, children, ...rest }) {
  const follow = event => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    go(to)
    scrollTo(0, 0)
  }
  return html`<a href=${BASE + to} onClick=${follow} ...${rest}>${children}</a>`
}
