-- The control keys of all apps, or of one, and their revision in one step. KEYS[1] revision. The names of the other keys
-- follow from a set's members, hence a script and not a MULTI; all share one hash slot. They are
-- not declared: of a declared key Redis asks for the right to write, which no reader has.
-- A key of the wrong type is read as Redis's complaint about it: it must not fail all the others.
-- ARGV: prefixes of spec, slots, rollout, split, progress, withdrawn, maintenance; the set of app names; the
-- hash of removed apps; then one app, or nothing for all of them.
local function get(key)
  local found = redis.pcall('GET', key)
  if type(found) == 'table' then return found.err or '' end
  return found or ''
end

local function values(key)
  local found = redis.pcall('HVALS', key)
  return found.err and { found.err } or found
end

local function all()
  local apps = redis.call('SMEMBERS', ARGV[8])
  table.sort(apps)
  return apps, redis.call('HGETALL', ARGV[9])
end

local function one(app)
  local mark = redis.call('HGET', ARGV[9], app)
  local known = redis.call('SISMEMBER', ARGV[8], app) == 1
  return known and { app } or {}, mark and { app, mark } or {}
end

local apps, removed
if ARGV[10] then apps, removed = one(ARGV[10]) else apps, removed = all() end
local state = { redis.call('GET', KEYS[1]) or '', removed }
for _, app in ipairs(apps) do
  state[#state + 1] = {
    app,
    get(ARGV[1] .. app),
    get(ARGV[2] .. app),
    get(ARGV[3] .. app),
    get(ARGV[4] .. app),
    get(ARGV[5] .. app),
    values(ARGV[6] .. app),
    get(ARGV[7] .. app),
  }
end
return state
