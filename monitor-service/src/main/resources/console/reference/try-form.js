// Sends one operation through the console, with its role, and shows what is answered.
import { html, useState } from '../shared/html.js'
import { part, request } from '../shared/api.js'
import { Refused } from '../shared/load.js'
import { exampleOf, outline } from './description.js'

/** What a call of the console passes on of a request's head. */
const SENT = ['If-Match', 'If-None-Match', 'Idempotency-Key', 'Last-Event-ID']
const SHOWN_CHARACTERS = 100_000
const STREAM_MILLIS = 3_000

/** @param changes whether the call changes anything */
export function TryForm({ description, service, operation, changes }) {
  const [media, form] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const [body, setBody] = useState(() => (form ? JSON.stringify(exampleOf(description, form), null, 2) : ''))
  const [values, setValues] = useState({})
  const [answer, setAnswer] = useState(null)
  const [problem, setProblem] = useState(null)
  const [busy, setBusy] = useState(false)
  const fields = operation.parameters.filter(each => each.in !== 'header' || SENT.includes(each.name))

  const send = async event => {
    event.preventDefault()
    setBusy(true)
    setAnswer(null)
    setProblem(null)
    try {
      setAnswer(await answered(service, operation, values, media?.includes('json') && body.trim() ? JSON.parse(body) : undefined))
    } catch (refused) {
      setProblem(refused instanceof SyntaxError ? new Error(`This is no JSON: ${refused.message}`) : refused)
    }
    setBusy(false)
  }

  return html`<form class="try" onSubmit=${send} aria-label="Try ${operation.method} ${operation.path}">
    ${fields.map(each => html`<label class="field" key=${each.in + each.name}><span>${each.name}</span>
      <input name=${each.name} autocomplete="off" required=${each.required} value=${values[each.name] ?? ''} placeholder=${outline(each.schema)}
        onInput=${event => setValues({ ...values, [each.name]: event.target.value })} /></label>`)}
    ${form && html`<label class="field"><span>Body</span>
      <textarea name="body" rows="8" spellcheck=${false} value=${body} onInput=${event => setBody(event.target.value)} /></label>`}
    ${changes && html`<p class="quiet">This is done for real, and stands on the timeline beside your name.</p>`}
    <button type="submit" class=${changes ? 'danger' : 'primary'} disabled=${busy}>${busy ? 'Asking …' : 'Send'}</button>
    <${Refused} problem=${problem} />
    ${answer && html`<div class="answer" role="status"><p><b>${answer.status}</b> <span class="quiet">${answer.type}${answer.tag && `, ETag ${answer.tag}`}</span></p>
      <pre>${answer.text}</pre></div>`}
  </form>`
}

async function answered(service, operation, values, body) {
  const given = place => Object.fromEntries(operation.parameters.filter(each => each.in === place && values[each.name]).map(each => [each.name, values[each.name]]))
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name) => part(values[name] ?? ''))
  const stop = new AbortController()
  const answer = await request(operation.method, `api/${service}${path}`, {
    query: given('query'), headers: { Accept: '*/*', ...given('header') }, body, signal: stop.signal,
  })
  return {
    status: answer.status,
    type: answer.headers.get('Content-Type') ?? 'no body',
    tag: answer.headers.get('ETag') ?? '',
    text: await read(answer, stop),
  }
}

/** Of a stream, what comes within some seconds. */
async function read(answer, stop) {
  const type = answer.headers.get('Content-Type') ?? ''
  if (type.includes('json')) return JSON.stringify(await answer.json(), null, 2).slice(0, SHOWN_CHARACTERS)
  if (!answer.body) return ''
  const timer = setTimeout(() => stop.abort(), STREAM_MILLIS)
  const decoder = new TextDecoder()
  const reader = answer.body.getReader()
  let text = ''
  try {
    for (let next = await reader.read(); !next.done && text.length < SHOWN_CHARACTERS; next = await reader.read()) {
      text += decoder.decode(next.value, { stream: true })
    }
    await reader.cancel()
  } catch (cause) {
    if (cause.name !== 'AbortError') throw cause
    text += '\n(the stream goes on)'
  } finally {
    clearTimeout(timer)
  }
  return text
}
