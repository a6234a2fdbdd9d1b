// Compression of answers.
import assert from 'node:assert/strict'
import { check } from '../lib/check.mjs'

export const GZIP = [
  check('gzip/asked', 'a large answer is compressed for whoever accepts it', [], async ({ server }) => {
    const answer = await bulk(server, 'gzip, deflate, br')
    assert.ok(answer.text.length > 1024, 'the answer is under 1 KB: have more flags')
    assert.equal(answer.headers['content-encoding'], 'gzip')
    assert.ok(answer.bytes.length < answer.text.length)
    assert.deepEqual(answer.json().flags, (await bulk(server, null)).json().flags)
  }),

  check('gzip/vary', 'an answer that may be compressed says Vary: Accept-Encoding', [], async ({ server }) => {
    const words = (await bulk(server, 'gzip')).words('vary')
    assert.ok(words.includes('accept-encoding') || words.includes('*'), `Vary: ${words}`)
  }),

  ...Object.entries({ none: null, identity: 'identity', refused: 'gzip;q=0, identity' }).map(([name, accepted]) =>
    check(`gzip/${name}`, 'an answer is plain for whoever does not accept gzip', [], async ({ server }) => {
      assert.equal((await bulk(server, accepted)).headers['content-encoding'], undefined)
    })),

  check('gzip/304', 'a 304 has no body and no coding', [], async ({ server }) => {
    const { etag } = (await bulk(server, 'gzip')).headers
    const answer = await server.bulk({}, { headers: { 'accept-encoding': 'gzip', 'if-none-match': etag } })
    assert.equal(answer.expect(304).bytes.length, 0)
    assert.equal(answer.headers['content-encoding'], undefined)
  })
]

async function bulk(server, accepted) {
  return (await server.bulk({}, { headers: { 'accept-encoding': accepted } })).expect(200)
}
