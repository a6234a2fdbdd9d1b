// What an action came to, said once: seen at the edge of the page, and read by a screen reader.
import { html, useEffect, useState } from './html.js'

const SHOWN_MILLIS = 8_000
const AT_ONCE = 3
let show = () => {}
let last = 0

export function notify(text, kind = 'good') {
  show({ id: ++last, text, kind })
}

export function Notices() {
  const [notices, set] = useState([])
  useEffect(() => {
    show = notice => {
      set(before => [...before, notice].slice(-AT_ONCE))
      setTimeout(() => set(before => before.filter(each => each.id !== notice.id)), SHOWN_MILLIS)
    }
  }, [])
  return html`<div class="notices" role="status" aria-live="polite">
    ${notices.map(each => html`<p key=${each.id} class="notice ${each.kind}">${each.text}</p>`)}
  </div>`
}
