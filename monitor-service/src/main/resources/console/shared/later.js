// A page that is opened rarely: its modules are loaded with it, so that the other pages do not weigh more.
import { html, useEffect, useState } from './html.js'
import { Refused, Waiting } from './load.js'

/** @param load gives a promise of the page's component, which gets all other attributes */
export function Later({ load, ...rest }) {
  const [found, setFound] = useState(null)
  const [problem, setProblem] = useState(null)
  useEffect(() => {
    load().then(page => setFound(() => page), setProblem)
  }, [load])
  if (problem) return html`<${Refused} problem=${problem} />`
  return found ? html`<${found} ...${rest} />` : html`<${Waiting} what="the page" />`
}
