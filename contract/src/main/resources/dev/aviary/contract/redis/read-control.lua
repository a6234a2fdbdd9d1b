-- All control keys and their revision in one step. KEYS[1] revision. The names of the other keys
-- follow from a set's members, hence a script and not a MULTI; all share one hash slot. They are
-- not declared: of a declared key Redis asks for the right to write, which no reader has.
-- ARGV: prefixes of spec, slots, rollout, split, withdrawn, maintenance; the set of app names.
local state = { redis.call('GET', KEYS[1]) or '' }
local apps = redis.call('SMEMBERS', ARGV[7])
table.sort(apps)
for _, app in ipairs(apps) do
  state[#state + 1] = {
    app,
    redis.call('GET', ARGV[1] .. app) or '',
    redis.call('GET', ARGV[2] .. app) or '',
    redis.call('GET', ARGV[3] .. app) or '',
    redis.call('GET', ARGV[4] .. app) or '',
    redis.call('HVALS', ARGV[5] .. app),
    redis.call('GET', ARGV[6] .. app) or '',
  }
end
return state
