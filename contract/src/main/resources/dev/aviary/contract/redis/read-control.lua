-- All control keys and their revision in one step. KEYS[1] revision. The names of the other keys
-- follow from a set's members, hence a script and not a MULTI; all share one hash slot. They are
-- not declared: of a declared key Redis asks for the right to write, which no reader has.
-- A key of the wrong type is read as Redis's complaint about it: it must not fail all the others.
-- ARGV: prefixes of spec, slots, rollout, split, withdrawn, maintenance; the set of app names; the
-- hash of removed apps.
local function get(key)
  local found = redis.pcall('GET', key)
  if type(found) == 'table' then return found.err or '' end
  return found or ''
end

local function values(key)
  local found = redis.pcall('HVALS', key)
  return found.err and { found.err } or found
end

local state = { redis.call('GET', KEYS[1]) or '', redis.call('HGETALL', ARGV[8]) }
local apps = redis.call('SMEMBERS', ARGV[7])
table.sort(apps)
for _, app in ipairs(apps) do
  state[#state + 1] = {
    app,
    get(ARGV[1] .. app),
    get(ARGV[2] .. app),
    get(ARGV[3] .. app),
    get(ARGV[4] .. app),
    values(ARGV[5] .. app),
    get(ARGV[6] .. app),
  }
end
return state
