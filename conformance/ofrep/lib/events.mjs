// A client of an event stream (HTML Living Standard, 9.2), with the header fields that a browser's EventSource sends.
import { EventEmitter, once } from 'node:events'

export class Events {
  #waiting = new EventEmitter()
  #events = []
  #field = { data: [] }
  #rest = ''
  comments = 0

  constructor(request, response) {
    this.request = request
    this.status = response.statusCode
    this.headers = response.headers
    response.setEncoding('utf8')
    response.on('data', (text) => this.#read(text))
    response.on('close', () => this.#waiting.emit('any'))
    // Ended by us.
    response.on('error', () => {})
  }

  /** Connects to what `eventStreams` announced. */
  static async connect(server, stream, headers = {}) {
    const url = target(server, stream)
    const request = server.open(url, {
      method: 'GET', path: url.pathname + url.search, agent: false, timeout: 0,
      headers: { accept: 'text/event-stream', 'cache-control': 'no-cache', ...headers }
    })
    request.end()
    const [response] = await within(server.timeout, once(request, 'response'), 'the stream gave no head')
    // A stream that is destroyed has nobody left to tell.
    request.on('error', () => {})
    return new Events(request, response)
  }

  /** The next event that was not taken yet. */
  async next(milliseconds) {
    const limit = AbortSignal.timeout(milliseconds)
    while (this.#events.length === 0) await this.#any(limit, 'no event', milliseconds)
    return this.#events.shift()
  }

  /** Leaves out what comes without a change: a server may tell of the present state at once. */
  async settle(milliseconds) {
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    this.#events = []
  }

  /** Until there was a comment. */
  async comment(milliseconds) {
    const limit = AbortSignal.timeout(milliseconds)
    while (this.comments === 0) await this.#any(limit, 'no comment', milliseconds)
  }

  close() {
    this.request.destroy()
  }

  async #any(signal, what, milliseconds) {
    try {
      await once(this.#waiting, 'any', { signal })
    } catch {
      throw new Error(`${what} within ${milliseconds} ms`)
    }
  }

  #read(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r/)
    this.#rest = lines.pop()
    lines.forEach((line) => this.#line(line))
    this.#waiting.emit('any')
  }

  #line(line) {
    const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line)
    if (line === '') this.#dispatch()
    else if (name === '') this.comments += 1
    else if (name === 'data') this.#field.data.push(value)
    else this.#field[name] = value
  }

  #dispatch() {
    const field = this.#field
    this.#field = { data: [] }
    if (field.data.length > 0) this.#events.push({ ...field, data: field.data.join('\n') })
  }
}

/** Where clients look for the stream: without an origin of its own, at the server's, whatever its base path is. */
function target(server, { url, endpoint }) {
  return url ? new URL(url) : new URL(endpoint.requestUri, endpoint.origin ?? server.base.origin)
}

async function within(milliseconds, promise, what) {
  let timer
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${milliseconds} ms`)), milliseconds)
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}
