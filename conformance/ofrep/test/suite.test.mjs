// The suite against a server that keeps the specification, and against ones with a fault each, which it must find.
import assert from 'node:assert/strict'
import test from 'node:test'
import { main } from '../lib/main.mjs'
import { Reference } from './reference/server.mjs'

const FAULTS = {
  'leaves out falsy values': [{ spoil: (r) => (r.value === false ? (delete r.value, r) : r) }, ['single/false', 'bulk/values']],
  'has null for no value': [{ spoil: (r) => ('value' in r || r.errorCode ? r : { ...r, value: null }) }, ['single/disabled', 'single/no-default']],
  'has no metadata': [{ spoil: (r) => (delete r.metadata, r) }, ['clients/metadata-true', 'single/metadata']],
  'has metadata that is null': [{ spoil: (r) => ({ ...r, metadata: null }) }, ['single/true', 'bulk/all']],
  'has no variant without a value': [{ spoil: (r) => (r.variant === '' ? (delete r.variant, r) : r) }, ['clients/variant-disabled']],
  'has a reason of its own': [{ spoil: (r) => ({ ...r, reason: 'BECAUSE' }) }, ['clients/reason-true', 'single/disabled']],
  'has a reason that OFREP does not list': [{ spoil: (r) => (r.reason === 'UNKNOWN' ? { ...r, reason: 'DEFAULT' } : r) }, ['single/targeted-reason', 'single/noDefault-reason']],
  'writes 10 for 10.0': [{ plainNumbers: true }, ['single/integralFloat-literal', 'bulk/literal']],
  'has a tag of the configuration alone': [{ configTag: true }, ['etag/context']],
  'gives 304 whatever the event said': [{ ignoresConfigTag: true }, ['etag/config-forces-exact']],
  'answers 401 without a body': [{ silent: true }, ['auth/wrong-bearer', 'auth/wrong-api-key']],
  'has no CORS': [{ noCors: true }, ['cors/preflight', 'cors/exposed', 'cors/304', 'cors/errors']],
  'tells nobody of a change': [{ noEvents: true }, ['stream/event']],
  'tells of a change before it can be read': [{ late: 500 }, ['stream/readable']],
  'replays nothing': [{ noReplay: true }, ['stream/replay']],
  'gives a date in Retry-After': [{ requests: 40, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' }, ['limits/429']]
}

test('a server that keeps the specification passes every check', async () => {
  const { code, lines } = await run({}, [])
  assert.equal(code, 0, failures(lines))
  assert.match(lines.at(-1), /^# \d+ passed, 0 failed, 4 excluded$/)
})

test('a server that limits its clients passes the checks of limits', async () => {
  const { code, lines } = await run({ requests: 40 }, ['--burst', '100', '--only', 'limits/429'])
  assert.equal(code, 0, failures(lines))
  assert.equal(lines.at(-1), '# 3 passed, 0 failed, 0 excluded')
})

for (const [what, [faults, expected]] of Object.entries(FAULTS)) {
  test(`a server that ${what} is found out`, async () => {
    for (const id of expected) {
      const { code, lines } = await run(faults, ['--burst', '200', '--only', id])
      assert.equal(code, 1, lines.join('\n'))
      assert.ok(lines.some((line) => line.startsWith(`# failed: ${id} `)), lines.join('\n'))
    }
  })
}

test('what is excluded by name is reported and does not fail', async () => {
  const { code, lines } = await run({ noCors: true }, ['--only', 'cors/', '--exclude', 'cors/*=no browsers here'])
  assert.equal(code, 0)
  assert.equal(lines.filter((line) => line.endsWith('# SKIP no browsers here')).length, 7)
})

test('a server without streams has those checks excluded, with the reason', async () => {
  const { code, lines } = await run({ noStream: true }, ['--only', 'stream/event'])
  assert.equal(code, 0)
  assert.ok(lines.some((line) => line.endsWith('# SKIP the server announces no event stream')), lines.join('\n'))
})

test('a wrong command line is told and not run', async () => {
  const write = { write() {} }
  for (const words of [['--nothing'], [], ['http://a', 'http://b'], ['http://a', '--burst', 'x'], ['ftp://a']]) {
    assert.equal(await main(words, write), words.length === 0 ? 0 : 2)
  }
})

async function run(faults, words) {
  const server = await new Reference(faults).start()
  const lines = []
  const out = { write: (text) => lines.push(...text.trimEnd().split('\n')) }
  const options = ['--token', 'secret', '--anonymous', '--heartbeat', '5', '--change', `curl -sf ${server.url}/change`]
  try {
    return { code: await main([server.url, ...options, ...words], out), lines }
  } finally {
    server.stop()
  }
}

const failures = (lines) => lines.filter((line, n) => /^not ok/.test(line) || /^not ok/.test(lines[n - 3] ?? '')).join('\n')
