// Event streams (ADR-0008 of the protocol): how they are announced, and what comes on them.
import assert from 'node:assert/strict'
import { check } from '../lib/check.mjs'
import { Events } from '../lib/events.mjs'

const SOON = 5000
const CLIENTS = 20
const SETTLED = 300
const NEEDS = ['stream', 'change', 'changing']

export const STREAM = [
  check('stream/announced', 'every stream has a type, and a url or an endpoint', ['stream'], ({ streams }) => {
    for (const stream of streams) announced(stream)
  }),

  check('stream/same', 'the same client is told the same streams again', ['stream'], async ({ server, streams }) => {
    assert.deepEqual((await server.bulk()).expect(200).json().eventStreams, streams)
  }),

  check('stream/head', 'a stream is text/event-stream, uncached and open to every origin', ['stream'], (world) =>
    listening(world, 1, { origin: 'https://app.example' }, ([events]) => {
      assert.equal(events.status, 200)
      assert.match(events.headers['content-type'], /^text\/event-stream\b/)
      assert.match(events.headers['cache-control'] ?? 'missing', /no-(cache|store)/)
      assert.ok(['*', 'https://app.example'].includes(events.headers['access-control-allow-origin']))
    })),

  check('stream/event', 'a change is an event that tells to evaluate again', NEEDS, (world) =>
    listening(world, 1, {}, async ([events]) => {
      await world.change.make()
      refetch(await events.next(SOON))
    })),

  check('stream/compressed', 'an event comes at once to a client that accepts gzip', NEEDS, (world) =>
    listening(world, 1, { 'accept-encoding': 'gzip, deflate, br' }, async ([events]) => {
      assert.equal(events.headers['content-encoding'] ?? 'identity', 'identity')
      await world.change.make()
      refetch(await events.next(SOON))
    })),

  check('stream/readable', 'what an event tells of can be read when it comes', NEEDS, (world) =>
    listening(world, 1, {}, async ([events]) => {
      const before = (await world.server.bulk()).expect(200)
      await world.change.make()
      const event = refetch(await events.next(SOON))
      const after = await again(world.server, before.headers.etag, event)
      const value = (answer) => answer.json().flags.find((flag) => flag.key === world.flags.changing.key).value
      assert.notDeepEqual(value(after.expect(200)), value(before));
      (await again(world.server, after.headers.etag, event)).expect(200, 304)
    })),

  check('stream/many', `${CLIENTS} clients are all told`, NEEDS, (world) =>
    listening(world, CLIENTS, {}, async (all) => {
      await world.change.make()
      const ids = new Set()
      for (const events of all) ids.add(refetch(await events.next(SOON)).id)
      assert.equal(ids.size, 1, `one change, ${ids.size} ids`)
    })),

  check('stream/replay', 'with Last-Event-ID a client is told what it missed', NEEDS, async (world) => {
    const seen = await eventOf(world)
    await world.change.make()
    await listening(world, 1, { 'last-event-id': seen.id }, async ([events]) => {
      assert.notEqual(refetch(await events.next(SOON)).id, seen.id)
    })
  }),

  check('stream/no-replay', 'who has missed nothing is told the next change first', NEEDS, async (world) => {
    const seen = await eventOf(world)
    await listening(world, 1, { 'last-event-id': seen.id }, async ([events]) => {
      await world.change.make()
      assert.notEqual(refetch(await events.next(SOON)).id, seen.id)
    })
  }),

  check('stream/unknown-id', 'a Last-Event-ID that nobody gave does no harm', NEEDS, (world) =>
    listening(world, 1, { 'last-event-id': 'never given' }, async ([events]) => {
      assert.equal(events.status, 200)
      await world.change.make()
      refetch(await events.next(SOON))
    })),

  check('stream/heartbeat', 'a quiet stream shows that it lives', ['stream'], (world) =>
    listening(world, 1, {}, async ([events]) => {
      await events.comment(world.options.heartbeat * 1000)
      // One may come with the head; the next one is a sign of life.
      events.comments = 0
      await events.comment(world.options.heartbeat * 1000)
    }))
]

function announced({ type, url, endpoint, inactivityDelaySec }) {
  assert.equal(typeof type, 'string')
  assert.ok((url === undefined) !== (endpoint === undefined), 'exactly one of url and endpoint')
  if (url !== undefined) assert.ok(URL.canParse?.(url) ?? new URL(url), url)
  if (endpoint !== undefined) {
    assert.match(endpoint.requestUri, /^\//)
    assert.notEqual(endpoint.origin, '', 'an origin that is empty; leave it out')
  }
  if (inactivityDelaySec !== undefined) assert.ok(Number.isInteger(inactivityDelaySec) && inactivityDelaySec >= 1)
}

async function listening({ server, streams }, count, headers, use) {
  const stream = streams.find((each) => each.type === 'sse')
  const all = await Promise.all(Array.from({ length: count }, () => Events.connect(server, stream, headers)))
  try {
    // What comes first after a Last-Event-ID is what counts.
    if (!('last-event-id' in headers)) await Promise.all(all.map((events) => events.settle(SETTLED)))
    await use(all)
  } finally {
    all.forEach((events) => events.close())
  }
}

/** The event of a change that is made for it. */
async function eventOf(world) {
  let event
  await listening(world, 1, {}, async ([events]) => {
    await world.change.make()
    event = refetch(await events.next(SOON))
  })
  return event
}

function refetch(event) {
  assert.ok(event.id, 'an event without id')
  assert.equal(event.event ?? 'message', 'message', 'event')
  const data = JSON.parse(event.data)
  assert.equal(data.type, 'refetchEvaluation')
  if ('etag' in data) assert.equal(typeof data.etag, 'string')
  if ('lastModified' in data) assert.ok(['number', 'string'].includes(typeof data.lastModified))
  return { id: event.id, ...data }
}

function again(server, tag, { etag, lastModified }) {
  const query = new URLSearchParams({ flagConfigEtag: etag ?? '', flagConfigLastModified: lastModified ?? '' })
  const path = `/ofrep/v1/evaluate/flags?${query}`
  return server.send({ path, json: { context: {} }, headers: { 'if-none-match': tag } })
}
