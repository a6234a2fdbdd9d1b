// Lines of a log: at most 2,000 in the page, the oldest go. It stays at the end while its reader is at the end.
import { html, useEffect, useRef } from '../shared/html.js'

export const MOST_LINES = 2_000
const NEAR_END = 40

/**
 * @param {{view: {current: ?Lines}}} props is given the lines, to append to and to clear
 */
export function LineView({ view, label }) {
  const place = useRef(null)
  useEffect(() => {
    const lines = new Lines(place.current)
    view.current = lines
    return () => {
      lines.clear()
      view.current = null
    }
  }, [])
  return html`<div class="lines" ref=${place} tabindex="0" role="log" aria-live="off" aria-label=${label}></div>`
}

/** The lines in one element. */
export class Lines {
  #place
  #waiting = []
  #asked = 0
  #search = ''

  constructor(place) {
    this.#place = place
  }

  search(text) {
    this.#search = text.toLowerCase()
  }

  append(lines) {
    this.#waiting.push(...lines)
    if (this.#waiting.length > MOST_LINES) this.#waiting.splice(0, this.#waiting.length - MOST_LINES)
    if (!this.#asked) this.#asked = requestAnimationFrame(() => this.#show())
  }

  clear() {
    cancelAnimationFrame(this.#asked)
    this.#asked = 0
    this.#waiting = []
    this.#place.replaceChildren()
  }

  #show() {
    this.#asked = 0
    const place = this.#place
    const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END
    const added = document.createDocumentFragment()
    this.#waiting.forEach(text => added.append(this.#line(text)))
    this.#waiting = []
    place.append(added)
    while (place.childElementCount > MOST_LINES) place.firstElementChild.remove()
    if (atEnd) place.scrollTop = place.scrollHeight
  }

  #line(text) {
    const line = document.createElement('div')
    const at = this.#search ? text.toLowerCase().indexOf(this.#search) : -1
    if (at < 0) {
      line.textContent = text || ' '
      return line
    }
    const found = document.createElement('mark')
    found.textContent = text.slice(at, at + this.#search.length)
    line.append(text.slice(0, at), found, text.slice(at + this.#search.length))
    return line
  }
}
