// The stack under test: an Aviary of its own, which deploy/lib/console.sh starts and names in the environment.
import { setTimeout as rest } from 'node:timers/promises'

const env = name => process.env[name] ?? fail(name)
const fail = name => {
  throw new Error(`${name} is not set: run deploy/test --only console`)
}

export const TOKEN = env('AVIARY_ADMIN_TOKEN')
export const CONSOLE = `http://localhost:${env('AVIARY_MONITOR_PORT')}`
export const PUBLIC = `http://localhost:${env('AVIARY_PUBLIC_PORT')}`
export const APP = 'flask-app'
const BUILDER = `http://localhost:${env('AVIARY_BUILDER_ADMIN_PORT')}`
const FLAGS = `http://localhost:${env('AVIARY_FLAG_PORT')}`
const DEADLINE_MILLIS = 90_000
const LOOK_MILLIS = 300

async function call(base, method, path, body) {
  const answer = await fetch(base + path, {
    method,
    headers: { Authorization: `Bearer ${TOKEN}`, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : null
}

export const builder = (method, path, body) => call(BUILDER, method, path, body)
export const flags = (method, path, body) => call(FLAGS, method, path, body)

/** Asks again until a look gives something true. */
export async function until(what, look) {
  const end = Date.now() + DEADLINE_MILLIS
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`not in time: ${what}`)
    await rest(LOOK_MILLIS)
  }
}

/** A canary that serves: the one that there is, or the sample's branch again. */
export async function canaryServes() {
  const serving = async () => {
    const { rollout } = await builder('GET', `/apps/${APP}`)
    return rollout.state === 'trying' && rollout.live && rollout.canary
  }
  if (await serving()) return serving()
  await builder('POST', '/deployments', { app: APP, branch: 'canary', force: true, reason: 'the console is tried' })
  return until('a canary serves', serving)
}

/** Asks the app so many times a second until it is stopped. At most ten wait at a time. */
export function load(perSecond) {
  let waiting = 0
  let answered = 0
  const timer = setInterval(() => {
    if (waiting >= 10) return
    waiting++
    fetch(PUBLIC, { headers: { Accept: 'application/json' } }).then(answer => answer.arrayBuffer()).then(() => answered++, () => {})
      .finally(() => waiting--)
  }, 1_000 / perSecond)
  return { stop: () => clearInterval(timer), answered: () => answered }
}
