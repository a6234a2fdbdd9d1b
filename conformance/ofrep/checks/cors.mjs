// Cross-origin requests, without which no browser is a client (Fetch Standard, "CORS protocol").
import assert from 'node:assert/strict'
import { check } from '../lib/check.mjs'

const ORIGIN = 'https://app.example'
const FLAGS = '/ofrep/v1/evaluate/flags'
const SENT = ['content-type', 'authorization', 'x-api-key', 'if-none-match']

export const CORS = [
  ...['', '/conformance-true'].map((key) =>
    check(`cors/preflight${key && '-single'}`, 'a preflight allows POST and all headers that providers send', [],
      async ({ server }) => {
        const answer = await preflight(server, FLAGS + key)
        assert.ok([200, 204].includes(answer.status), `${answer}`)
        open(answer)
        covers(answer, 'access-control-allow-methods', ['post'])
        covers(answer, 'access-control-allow-headers', SENT, ['authorization'])
      })),

  check('cors/exposed', 'a script may read ETag and Retry-After', [], async ({ server }) => {
    const answer = open((await bulk(server)).expect(200))
    covers(answer, 'access-control-expose-headers', ['etag', 'retry-after'])
  }),

  check('cors/304', 'a script may read a 304', [], async ({ server }) => {
    open((await bulk(server, { 'if-none-match': '*' })).expect(304))
  }),

  check('cors/errors', 'a script may read an error', [], async ({ server }) => {
    open((await server.single('conformance-never-made', {}, { headers: { origin: ORIGIN } })).expect(404))
    open((await server.send({ path: FLAGS, body: '{', headers: { origin: ORIGIN } })).expect(400))
  }),

  check('cors/refused', 'a script may read that its token is wrong', ['token'], async ({ server }) => {
    open((await bulk(server, { authorization: 'Bearer wrong' })).expect(401, 403))
  }),

  check('cors/vary', 'an answer that names the origin says Vary: Origin', [], async ({ server }) => {
    const answer = await bulk(server)
    if (answer.headers['access-control-allow-origin'] !== '*') {
      assert.ok(answer.words('vary').includes('origin'), `Vary: ${answer.headers.vary}`)
    }
  })
]

function preflight(server, path) {
  return server.send({
    method: 'OPTIONS', path,
    // A browser sends no credentials with a preflight.
    headers: {
      origin: ORIGIN, authorization: null, 'content-type': null,
      'access-control-request-method': 'POST', 'access-control-request-headers': SENT.join(',')
    }
  })
}

const bulk = (server, headers = {}) => server.bulk({}, { headers: { origin: ORIGIN, ...headers } })

function open(answer) {
  const allowed = answer.headers['access-control-allow-origin']
  assert.ok(['*', ORIGIN].includes(allowed), `Access-Control-Allow-Origin: ${allowed} of ${answer}`)
  return answer
}

/** Whether the header lists these words. Some are not covered by a star. */
function covers(answer, header, words, named = []) {
  const listed = answer.words(header)
  for (const word of words) {
    const starred = listed.includes('*') && !named.includes(word)
    assert.ok(starred || listed.includes(word), `${header}: ${listed}, without ${word}`)
  }
}
