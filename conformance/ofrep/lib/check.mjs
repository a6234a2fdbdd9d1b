// One check: an id to exclude it by, a sentence, what it needs, and what it does.

export function check(id, says, needs, run) {
  return { id, says, run, excluded: (world) => missing(needs, world) }
}

const CAPABILITIES = {
  change: (world) => world.change.possible || 'needs --change: a command that changes a flag',
  stream: (world) => world.streams?.length > 0 || 'the server announces no event stream',
  token: (world) => world.options.token !== null || 'needs --token',
  strict: (world) => !world.options.anonymous || 'the server answers without a token (--anonymous)',
  open: (world) => world.options.token === null || world.options.anonymous || 'the server wants a token',
  burst: (world) => world.options.burst > 0 || 'needs --burst: how many requests are limited'
}

function missing(needs, world) {
  for (const need of needs) {
    const met = need in CAPABILITIES ? CAPABILITIES[need](world) : role(need, world)
    if (met !== true) return met
  }
  return null
}

const role = (name, world) => Boolean(world.flags[name]) || `no flag plays the role "${name}"`
