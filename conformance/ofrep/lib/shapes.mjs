// The bodies of the specification, as assertions.
import assert from 'node:assert/strict'

const FAILURES = ['PARSE_ERROR', 'TARGETING_KEY_MISSING', 'INVALID_CONTEXT', 'GENERAL']

/** Of one flag that was evaluated. A missing `value` means: the caller's default. */
export function success(body, key) {
  assert.equal(body.key, key, 'key')
  assert.equal(typeof body.reason, 'string', `reason of ${key}`)
  if ('variant' in body) assert.ok(typeof body.variant === 'string', `variant of ${key}: ${body.variant}`)
  if ('value' in body) assert.ok(body.value !== null, `value of ${key} is null; leave it out`)
  scalars(body.metadata, `metadata of ${key}`)
  assert.ok(!('errorCode' in body), `${key} has an errorCode beside its result`)
  return body
}

/** Of one flag that could not be evaluated. */
export function failure(body, key, codes = FAILURES) {
  assert.equal(body.key, key, 'key')
  return batchFailure(body, codes)
}

/** Of a bulk request that could not be answered. */
export function batchFailure(body, codes = FAILURES) {
  assert.ok(codes.includes(body.errorCode), `errorCode is ${body.errorCode}, expected ${codes.join(' or ')}`)
  if ('errorDetails' in body) assert.equal(typeof body.errorDetails, 'string', 'errorDetails')
  scalars(body.metadata, 'metadata')
  return body
}

/** Of a bulk evaluation. The result: flags by key. */
export function bulk(body) {
  assert.ok(Array.isArray(body.flags), `flags is ${typeof body.flags}, expected an array`)
  scalars(body.metadata, 'metadata')
  const byKey = new Map(body.flags.map((flag) => [flag.key, flag]))
  assert.equal(byKey.size, body.flags.length, 'flags with the same key')
  for (const [key, flag] of byKey) {
    'errorCode' in flag ? failure(flag, key, [...FAILURES, 'FLAG_NOT_FOUND']) : success(flag, key)
  }
  return byKey
}

/** Of any answer that is an error: JSON that says something. */
export function explained(answer) {
  const body = answer.json()
  assert.equal(typeof body, 'object', `body of ${answer}`)
  assert.ok(Object.keys(body ?? {}).length > 0, `the body says nothing: ${answer}`)
  return body
}

function scalars(metadata, what) {
  if (metadata === undefined) return
  assert.ok(metadata !== null && typeof metadata === 'object' && !Array.isArray(metadata), `${what} is no object`)
  for (const [name, value] of Object.entries(metadata)) {
    assert.ok(['boolean', 'string', 'number'].includes(typeof value), `${what}: ${name} is a ${typeof value}`)
  }
}
