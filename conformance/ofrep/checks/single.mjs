// POST /ofrep/v1/evaluate/flags/{key}: values, variants, reasons.
import assert from 'node:assert/strict'
import { check } from '../lib/check.mjs'
import { success } from '../lib/shapes.mjs'

const ROLES = {
  true: 'a boolean that is true',
  false: 'a boolean that is false, which is a value too',
  string: 'a string beyond ASCII',
  empty: 'an empty string, which is a value too',
  integer: 'an integer',
  zero: 'zero, which is a value too',
  float: 'a fraction',
  object: 'an object with lists and objects in it',
  dotted: 'a flag with dots, hyphens and underscores in its key'
}

const KEYS = 200

/** The reasons in openapi.yaml; OpenFeature itself has more. */
const LISTED = ['STATIC', 'TARGETING_MATCH', 'SPLIT', 'DISABLED', 'UNKNOWN']

export const SINGLE = [
  ...Object.entries(ROLES).map(([role, what]) =>
    check(`single/${role}`, `gives ${what}`, [role], async ({ server, flags }) => {
      gives(await evaluate(server, flags[role].key), flags[role])
    })),

  ...['integralFloat', 'large'].map((role) =>
    check(`single/${role}-literal`, 'a number keeps the digits that it was written with', [role], async (world) => {
      const { key, literal } = world.flags[role]
      const answer = (await world.server.single(key)).expect(200)
      const found = /"value"\s*:\s*([^,}\s]+)/.exec(answer.text)
      assert.equal(found?.[1], literal, answer.text)
    })),

  check('single/disabled', 'a disabled flag is a success without a value', ['disabled'], async ({ server, flags }) => {
    const body = await evaluate(server, flags.disabled.key)
    assert.equal(body.reason, 'DISABLED')
    assert.ok(!('value' in body), JSON.stringify(body))
  }),

  check('single/no-default', 'a flag without a default is a success without a value', ['noDefault'],
    async ({ server, flags }) => {
      const body = await evaluate(server, flags.noDefault.key)
      assert.ok(!('value' in body), JSON.stringify(body))
    }),

  ...['targeted', 'nested'].flatMap((role) => [
    check(`single/${role}-match`, 'a rule that fits decides, and the reason says so', [role], async (world) => {
      const { key, match } = world.flags[role]
      const body = await evaluate(world.server, key, match.context)
      gives(body, match)
      assert.equal(body.reason, 'TARGETING_MATCH')
    }),
    check(`single/${role}-otherwise`, 'a context that fits no rule gets the other value', [role], async (world) => {
      const { key, otherwise } = world.flags[role]
      gives(await evaluate(world.server, key, otherwise.context), otherwise)
    })
  ]),

  check('single/split-sticks', 'the same targeting key gets the same value', ['split'], async ({ server, flags }) => {
    const context = { targetingKey: 'somebody' }
    const first = await evaluate(server, flags.split.key, context)
    assert.ok(['SPLIT', 'TARGETING_MATCH'].includes(first.reason), first.reason)
    for (let n = 0; n < 5; n++) {
      assert.equal((await evaluate(server, flags.split.key, { ...context, n })).value, first.value)
    }
  }),

  check('single/split-spreads', `${KEYS} targeting keys meet every value of a split`, ['split'],
    async ({ server, flags }) => {
      const met = new Set()
      for (let n = 0; n < KEYS; n++) {
        met.add((await evaluate(server, flags.split.key, { targetingKey: `user-${n}` })).value)
      }
      assert.deepEqual([...met].sort(), [...flags.split.values].sort())
    }),

  check('single/metadata', "a flag's metadata comes with its value", ['metadata'], async ({ server, flags }) => {
    const { metadata } = await evaluate(server, flags.metadata.key)
    for (const [name, value] of Object.entries(flags.metadata.metadata)) assert.equal(metadata?.[name], value, name)
  }),

  ...['true', 'disabled', 'noDefault', 'targeted', 'split'].map((role) =>
    check(`single/${role}-reason`, 'the reason is one that OFREP 0.3.0 lists', [role], async ({ server, flags }) => {
      const contexts = [{ targetingKey: 'somebody' }, flags[role].match?.context, flags[role].otherwise?.context]
      for (const context of contexts.filter(Boolean)) {
        const { reason } = await evaluate(server, flags[role].key, context)
        assert.ok(LISTED.includes(reason), `${reason} is none of ${LISTED.join(', ')}`)
      }
    })),

  check('single/no-304', 'a single evaluation is never answered 304', ['true'], async ({ server, flags }) => {
    (await server.single(flags.true.key, {}, { headers: { 'if-none-match': '*' } })).expect(200)
  })
]

async function evaluate(server, key, context) {
  return success((await server.single(key, context)).expect(200).json(), key)
}

function gives(body, expected) {
  assert.deepEqual(body.value, expected.value, 'value')
  if (expected.variant !== undefined) assert.equal(body.variant, expected.variant, 'variant')
}
