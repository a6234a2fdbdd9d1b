// The server under test, spoken to with node:http, which sends paths, headers and bodies as they are given.
import http from 'node:http'
import https from 'node:https'
import { Answer } from './answer.mjs'

const JSON_TYPE = 'application/json'

export class Server {
  constructor(options) {
    this.base = new URL(options.base)
    this.token = options.token
    this.timeout = options.timeout * 1000
    this.client = this.base.protocol === 'https:' ? https : http
    this.agent = new this.client.Agent({ keepAlive: true, maxSockets: 64 })
  }

  /** Evaluates one flag. */
  single(key, context = {}, more = {}) {
    return this.send({ path: `/ofrep/v1/evaluate/flags/${encodeURIComponent(key)}`, json: { context }, ...more })
  }

  /** Evaluates all flags. */
  bulk(context = {}, more = {}) {
    return this.send({ path: '/ofrep/v1/evaluate/flags', json: { context }, ...more })
  }

  /**
   * Sends one request. `headers` win over those that are sent by default; one that is null is not sent.
   * `json` is written as JSON; `body` is sent as it is; neither sends no body.
   */
  async send({ method = 'POST', path, json, body, headers = {}, chunked = false }) {
    const bytes = body !== undefined ? Buffer.from(body) : json === undefined ? null : Buffer.from(JSON.stringify(json))
    const prefix = this.base.pathname.replace(/\/$/, '')
    const request = this.open(this.base, { method, path: prefix + path, headers: this.#headers(headers, bytes, chunked) })
    const answer = new Promise((resolve, reject) => {
      request.on('error', reject)
      request.on('timeout', () => request.destroy(new Error(`no answer within ${this.timeout / 1000} s`)))
      request.on('response', (response) => Answer.of(response).then(resolve, reject))
    })
    request.end(bytes ?? undefined)
    return answer
  }

  /** A request to the host of that URL, begun and not ended. */
  open(url, { method, path, headers, agent = this.agent, timeout = this.timeout }) {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    return this.client.request({ hostname: host, port: url.port, method, path, headers, agent, timeout })
  }

  authorization() {
    return this.token === null ? {} : { authorization: `Bearer ${this.token}` }
  }

  close() {
    this.agent.destroy()
  }

  #headers(given, bytes, chunked) {
    const all = { 'content-type': JSON_TYPE, ...this.authorization() }
    if (bytes !== null && chunked) all['transfer-encoding'] = 'chunked'
    else all['content-length'] = bytes?.length ?? 0
    for (const [name, value] of Object.entries(given)) all[name.toLowerCase()] = value
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
  }
}
