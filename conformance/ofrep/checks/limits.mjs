// Bodies that are too large, and clients that ask too often.
import assert from 'node:assert/strict'
import { check } from '../lib/check.mjs'
import { explained } from '../lib/shapes.mjs'

const FLAGS = '/ofrep/v1/evaluate/flags'
const AT_ONCE = 32

export const LIMITS = [
  check('limits/allowed', 'a body just under the limit is taken', [], async ({ server, options }) => {
    (await server.send({ path: FLAGS, body: bodyOf(options.bodyLimit - 1) })).expect(200)
  }),

  ...[false, true].map((chunked) =>
    check(`limits/413${chunked ? '-chunked' : ''}`, 'a body over the limit is 413 and explained', [],
      async ({ server, options }) => {
        const body = bodyOf(options.bodyLimit + 1000)
        explained((await server.send({ path: FLAGS, body, chunked })).expect(413));
        (await server.bulk()).expect(200)
      })),

  check('limits/429', 'who asks too often gets 429 with whole seconds to wait', ['burst'], async (world) => {
    const refused = await burst(world)
    explained(refused)
    assert.match(refused.headers['retry-after'] ?? 'missing', /^[1-9][0-9]*$/, 'Retry-After')
  }),

  check('limits/429-cors', 'a script may read a 429 and its Retry-After', ['burst'], async (world) => {
    const refused = await burst(world)
    assert.ok(['*', 'https://app.example'].includes(refused.headers['access-control-allow-origin']))
    assert.ok(refused.words('access-control-expose-headers').includes('retry-after'))
  }),

  check('limits/429-passes', 'after the time that Retry-After gives, requests are answered', ['burst'],
    async (world) => {
      const refused = await burst(world)
      await new Promise((resolve) => setTimeout(resolve, Number(refused.headers['retry-after']) * 1000))
      assert.equal((await ask(world)).status, 200)
    })
]

/** Of exactly that many bytes: a list of texts, because a server may limit a single text further. */
function bodyOf(bytes) {
  const [before, after, text] = ['{"context":{"list":["', '"]}}', `${'x'.repeat(997)}","`]
  const room = bytes - before.length - after.length
  return before + text.repeat(Math.floor(room / text.length)) + 'x'.repeat(room % text.length) + after
}

/** The first refusal of many requests at once. */
async function burst(world) {
  for (let sent = 0; sent < world.options.burst; sent += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => ask(world)))
    const refused = answers.find((answer) => answer.status === 429)
    if (refused) return refused
  }
  throw new Error(`${world.options.burst} requests were answered, and none was refused`)
}

function ask({ server, options }) {
  const headers = { origin: 'https://app.example' }
  if (options.limitedToken) headers.authorization = `Bearer ${options.limitedToken}`
  return server.bulk({}, { headers })
}
