// POST /ofrep/v1/evaluate/flags.
import assert from 'node:assert/strict'
import { check } from '../lib/check.mjs'
import { bulk } from '../lib/shapes.mjs'

const STATIC = ['true', 'false', 'string', 'empty', 'integer', 'zero', 'float', 'object', 'dotted', 'metadata']

export const BULK = [
  check('bulk/all', 'gives every flag once, each in a valid form', [], async ({ server, flags }) => {
    const found = await evaluate(server)
    for (const [role, flag] of Object.entries(flags)) {
      // Whether a disabled flag is listed is the server's choice.
      if (flag !== null && role !== 'disabled') assert.ok(found.has(flag.key), `${flag.key} is missing`)
    }
  }),

  check('bulk/values', 'gives the same values as single evaluations', [], async ({ server, flags }) => {
    const found = await evaluate(server)
    for (const role of STATIC.filter((each) => flags[each])) {
      const flag = found.get(flags[role].key)
      assert.deepEqual(flag?.value, flags[role].value, flags[role].key)
      if (flags[role].variant !== undefined) assert.equal(flag.variant, flags[role].variant, flags[role].key)
    }
  }),

  check('bulk/literal', 'numbers keep the digits that they were written with', ['integralFloat'],
    async ({ server, flags }) => {
      const { key, literal } = flags.integralFloat
      const { text } = (await server.bulk()).expect(200)
      const entry = text.split(/(?=\{\s*"key")/).find((part) => part.includes(JSON.stringify(key))) ?? text
      assert.ok(new RegExp(`"value"\\s*:\\s*${literal.replace('.', '\\.')}[,}\\s]`).test(entry), entry.slice(0, 300))
    }),

  check('bulk/partial-success', 'one flag that fails is an entry, and the others are there', ['broken', 'true'],
    async ({ server, flags }) => {
      const found = await evaluate(server)
      assert.ok('errorCode' in found.get(flags.broken.key), 'the broken flag has no errorCode')
      assert.equal(found.get(flags.true.key).value, flags.true.value)
    }),

  check('bulk/disabled', 'a disabled flag has no value, and is no error', ['disabled'], async ({ server, flags }) => {
    const flag = (await evaluate(server)).get(flags.disabled.key)
    assert.ok(flag === undefined || !('value' in flag || 'errorCode' in flag), JSON.stringify(flag))
  }),

  check('bulk/no-default', 'a flag without a default has no value, and is no error', ['noDefault'],
    async ({ server, flags }) => {
      const flag = (await evaluate(server)).get(flags.noDefault.key)
      assert.ok(!('value' in flag || 'errorCode' in flag), JSON.stringify(flag))
    }),

  check('bulk/context', 'the context counts', ['targeted'], async ({ server, flags }) => {
    const { key, match, otherwise } = flags.targeted
    for (const { context, value } of [match, otherwise]) {
      assert.deepEqual((await evaluate(server, context)).get(key).value, value)
    }
  }),

  check('bulk/no-targeting-key', 'without a targeting key no flag fails the others', ['true'],
    async ({ server, flags }) => {
      assert.equal((await evaluate(server, {})).get(flags.true.key).value, flags.true.value)
    })
]

async function evaluate(server, context) {
  return bulk((await server.bulk(context)).expect(200).json())
}
