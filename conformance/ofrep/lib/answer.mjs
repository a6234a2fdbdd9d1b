// What the server answered.
import { gunzipSync } from 'node:zlib'
import assert from 'node:assert/strict'

export class Answer {
  constructor(status, headers, bytes) {
    this.status = status
    this.headers = headers
    this.bytes = bytes
    this.text = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')
  }

  static async of(response) {
    const parts = []
    for await (const part of response) parts.push(part)
    return new Answer(response.statusCode, response.headers, Buffer.concat(parts))
  }

  /** The body, which must be JSON and say so. */
  json() {
    assert.match(this.headers['content-type'] ?? 'none', /^application\/([a-z.-]+\+)?json\b/, `content type of ${this}`)
    try {
      return JSON.parse(this.text)
    } catch (failure) {
      throw new Error(`not JSON (${failure.message}): ${this}`)
    }
  }

  /** Itself, if it has this status or one of these. */
  expect(...statuses) {
    assert.ok(statuses.includes(this.status), `expected status ${statuses.join(' or ')}, got ${this}`)
    return this
  }

  /** The comma-separated words of a header, in lower case. */
  words(name) {
    return String(this.headers[name] ?? '').toLowerCase().split(',').map((word) => word.trim()).filter(Boolean)
  }

  toString() {
    return `${this.status} ${this.text.slice(0, 300)}`
  }
}
