// A small server that keeps the specification, for the tests of the suite. `faults` change what it does.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import http from 'node:http'
import { gzipSync } from 'node:zlib'
import { evaluate } from './evaluate.mjs'

const FLAGS = /^\/ofrep\/v1\/evaluate\/flags(?:\/([^/]+))?\/?$/
const STREAM = '/events'
const LIMIT = 1_000_000
const CORS = {
  'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag, Retry-After',
  'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'Content-Type, Authorization, X-API-Key, If-None-Match'
}

export class Reference {
  constructor(faults = {}) {
    this.faults = faults
    this.revision = 1
    this.on = false
    this.streams = new Set()
    this.left = faults.requests ?? Infinity
    this.server = http.createServer((request, response) => this.#take(request, response).catch((e) => {
      this.#reply(response, e.status ?? 500, e.body ?? { errorDetails: e.message })
    }))
  }

  async start() {
    this.text = await readFile(new URL('../../flags.json', import.meta.url), 'utf8')
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${this.server.address().port}`
    return this
  }

  stop() {
    this.server.closeAllConnections()
    this.server.close()
  }

  async #take(request, response) {
    const url = new URL(request.url, 'http://x')
    if (url.pathname === '/change') return this.#change(response)
    if (request.method === 'OPTIONS') return this.#reply(response, 204)
    if (url.pathname === STREAM) return this.#stream(request, response)
    const path = FLAGS.exec(request.url.split('?')[0])
    if (!path) return this.#reply(response, 404, { errorDetails: 'no such path' })
    if (request.method !== 'POST') return this.#reply(response, 405, { errorDetails: 'POST' })
    if (this.#stranger(request)) return this.#reply(response, 401, this.faults.silent ? undefined : { errorDetails: 'wrong token' })
    if (this.left-- <= 0) return this.#limited(response)
    const key = path[1] === undefined ? undefined : decode(path[1])
    const context = contextOf(await bodyOf(request), key)
    key === undefined ? this.#bulk(request, response, url, context) : this.#single(response, key, context)
  }

  #stranger({ headers }) {
    const given = headers['x-api-key'] ?? headers.authorization?.replace(/^bearer +/i, '')
    return given !== undefined && given !== 'secret'
  }

  #limited(response) {
    this.left = this.faults.requests
    this.#reply(response, 429, { errorDetails: 'slower' }, { 'retry-after': this.faults.retryAfter ?? '1' })
  }

  #single(response, key, context) {
    const result = evaluate(this.text, key, context, this.on)
    const status = result.errorCode === 'FLAG_NOT_FOUND' ? 404 : result.errorCode ? 400 : 200
    this.#reply(response, status, this.#spoilt(result))
  }

  #bulk(request, response, url, context) {
    const flags = Object.keys(JSON.parse(this.text).flags).map((key) => evaluate(this.text, key, context, this.on))
    const body = { flags: flags.map((flag) => this.#spoilt(flag)), metadata: {} }
    if (!this.faults.noStream) body.eventStreams = [{ type: 'sse', endpoint: { requestUri: STREAM } }]
    const basis = this.faults.configTag ? String(this.revision) : write(body)
    const etag = `"${createHash('sha256').update(basis).digest('hex').slice(0, 16)}"`
    const given = request.headers['if-none-match']
    const forced = url.searchParams.has('flagConfigEtag') && !this.faults.ignoresConfigTag
    const same = given !== undefined && !forced && matches(given, etag)
    const gzip = /gzip(?!;q=0)/.test(request.headers['accept-encoding'] ?? '')
    this.#reply(response, same ? 304 : 200, same ? undefined : body, { etag, vary: 'Accept-Encoding' }, gzip)
  }

  #spoilt(result) {
    const { spoil } = this.faults
    return spoil ? spoil({ ...result }) : result
  }

  #change(response) {
    this.revision += 1
    if (this.faults.late) setTimeout(() => (this.on = !this.on), this.faults.late)
    else this.on = !this.on
    if (!this.faults.noEvents) this.streams.forEach((stream) => stream.write(this.#event()))
    response.end()
  }

  #stream(request, response) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...CORS })
    response.write(':\n\n')
    const beat = setInterval(() => response.write(':\n\n'), 200)
    this.streams.add(response)
    request.on('close', () => clearInterval(beat) || this.streams.delete(response))
    const last = request.headers['last-event-id']
    if (last !== undefined && last !== String(this.revision) && !this.faults.noReplay) response.write(this.#event())
  }

  #event() {
    const data = { type: 'refetchEvaluation', etag: `"${this.revision}"`, lastModified: 1771622898 }
    return `id: ${this.revision}\nevent: message\ndata: ${JSON.stringify(data)}\n\n`
  }

  #reply(response, status, body, headers = {}, gzip = false) {
    const text = body === undefined ? '' : write(body, this.faults.plainNumbers)
    const all = { ...(this.faults.noCors ? {} : CORS), 'www-authenticate': 'Bearer', ...headers }
    if (text) all['content-type'] = 'application/json'
    if (gzip && text) all['content-encoding'] = 'gzip'
    response.writeHead(status, all)
    response.end(gzip && text ? gzipSync(text) : text)
  }
}

/** JavaScript has one kind of number: the flag that is 10.0 is written so by hand. */
function write(body, plain = false) {
  const text = JSON.stringify(body)
  return plain ? text : text.replace(/("variant":"ten","value":10)(?=[,}])/g, '$1.0')
}

const matches = (given, etag) =>
  given.trim() === '*' || given.split(',').some((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', '') === etag.slice(1, -1))

async function bodyOf(request) {
  const parts = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size <= LIMIT) parts.push(part)
  }
  if (size > LIMIT) throw refusal(413, { errorDetails: 'too large' })
  return Buffer.concat(parts)
}

function contextOf(bytes, key) {
  let body
  try {
    body = bytes.length === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (bytes.length > 200_000 && bytes.subarray(0, 40).toString().includes('{"a":{"a":{"a"')) throw new Error('too deep')
  } catch (e) {
    throw refusal(400, { key, errorCode: 'PARSE_ERROR', errorDetails: e.message })
  }
  const context = body?.context ?? {}
  if (typeof body !== 'object' || typeof context !== 'object' || Array.isArray(context)) {
    throw refusal(400, { key, errorCode: typeof body === 'object' ? 'INVALID_CONTEXT' : 'PARSE_ERROR' })
  }
  return context
}

function decode(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    throw refusal(400, { key: text, errorCode: 'PARSE_ERROR' })
  }
}

const refusal = (status, body) => Object.assign(new Error('refused'), { status, body })
