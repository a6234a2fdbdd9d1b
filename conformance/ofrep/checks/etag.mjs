// ETag, If-None-Match, and what a client sends along after an event.
import assert from 'node:assert/strict'
import { check } from '../lib/check.mjs'

const CONTEXT = { targetingKey: 'etag', plan: 'free' }

const MATCHING = {
  exact: ['the tag itself', (tag) => tag],
  star: ['a star', () => '*'],
  list: ['a list with the tag in it', (tag) => `"one", ${tag}, W/"three"`],
  'tight-list': ['a list without blanks', (tag) => `"one",${tag}`],
  weak: ['the tag marked as weak', (tag) => `W/${strong(tag)}`],
  unquoted: ['the tag without its quotes, as some clients send it', (tag) => strong(tag).slice(1, -1)],
  lines: ['the tag in the second of two header lines', (tag) => ['"one"', tag]]
}

const OTHERS = {
  other: '"another"', unclosed: '"unclosed', words: 'one two', comma: ',', empty: '""', weak: 'W/', long: `"${'x'.repeat(2000)}"`
}

const MODIFIED = { seconds: '1771622898', iso: '2026-02-20T21:28:18Z', unreadable: 'yesterday' }

export const ETAG = [
  check('etag/form', 'a bulk evaluation has a well-formed ETag', [], async ({ server }) => {
    assert.match(await tagOf(server, CONTEXT), /^(W\/)?"[\x21\x23-\x7e]*"$/)
  }),

  check('etag/stable', 'the same request gets the same ETag', [], async ({ server }) => {
    assert.equal(await tagOf(server, CONTEXT), await tagOf(server, CONTEXT))
  }),

  check('etag/order', 'the same context in another order gets the same ETag', [], async ({ server }) => {
    const reversed = Object.fromEntries(Object.entries(CONTEXT).reverse())
    assert.equal(await tagOf(server, reversed), await tagOf(server, CONTEXT))
  }),

  ...Object.entries(MATCHING).map(([name, [what, form]]) =>
    check(`etag/304-${name}`, `304 for ${what}`, [], async ({ server }) => {
      const tag = await tagOf(server, CONTEXT)
      unchanged(await conditional(server, CONTEXT, form(tag)))
    })),

  check('etag/304-names-it', 'a 304 has the ETag', [], async ({ server }) => {
    const tag = await tagOf(server, CONTEXT)
    assert.equal((await conditional(server, CONTEXT, tag)).expect(304).headers.etag, tag)
  }),

  ...Object.entries(OTHERS).map(([name, value]) =>
    check(`etag/200-${name}`, 'a tag that is not the one gets all flags', [], async ({ server }) => {
      (await conditional(server, CONTEXT, value)).expect(200).json()
    })),

  check('etag/context', 'with a tag of another context that evaluates differently, the flags come', ['targeted'],
    async ({ server, flags }) => {
      const { match, otherwise, key } = flags.targeted
      // The same targeting key: clients that compare only that send the old tag along.
      const tag = await tagOf(server, { targetingKey: 'same', ...otherwise.context })
      const answer = (await conditional(server, { targetingKey: 'same', ...match.context }, tag)).expect(200)
      assert.deepEqual(answer.json().flags.find((flag) => flag.key === key).value, match.value)
      assert.notEqual(answer.headers.etag, tag)
    }),

  check('etag/codings', 'a tag from a compressed answer counts for one that is not', [], async ({ server }) => {
    const first = (await server.bulk(CONTEXT, { headers: { 'accept-encoding': 'gzip' } })).expect(200)
    unchanged(await conditional(server, CONTEXT, first.headers.etag))
  }),

  ...['exact', 'star'].map((name) =>
    check(`etag/config-forces-${name}`, 'a flagConfigEtag that differs forces 200', [], async ({ server }) => {
      const tag = MATCHING[name][1](await tagOf(server, CONTEXT))
      const path = '/ofrep/v1/evaluate/flags?flagConfigEtag=%22of-an-event%22'
      const answer = await server.send({ path, json: { context: CONTEXT }, headers: { 'if-none-match': tag } })
      answer.expect(200).json()
    })),

  ...Object.entries(MODIFIED).map(([name, value]) =>
    check(`etag/modified-${name}`, 'any flagConfigLastModified is taken', [], async ({ server }) => {
      const path = `/ofrep/v1/evaluate/flags?flagConfigLastModified=${value}`;
      (await server.send({ path, json: { context: CONTEXT } })).expect(200)
    })),

  check('etag/change', 'after a change the old tag gets the flags and another tag', ['change', 'changing'],
    async ({ server, flags, change }) => {
      const before = (await server.bulk(CONTEXT)).expect(200)
      await change.make()
      const after = (await conditional(server, CONTEXT, before.headers.etag)).expect(200)
      const value = (answer) => answer.json().flags.find((flag) => flag.key === flags.changing.key).value
      assert.notDeepEqual(value(after), value(before), 'the command of --change did not change the value')
      assert.notEqual(after.headers.etag, before.headers.etag)
    })
]

async function tagOf(server, context) {
  const tag = (await server.bulk(context)).expect(200).headers.etag
  assert.ok(tag, 'there is no ETag')
  return tag
}

const conditional = (server, context, tag) => server.bulk(context, { headers: { 'if-none-match': tag } })

function unchanged(answer) {
  assert.equal(answer.expect(304).bytes.length, 0, 'a 304 has no body')
}

const strong = (tag) => tag.replace(/^W\//, '')
