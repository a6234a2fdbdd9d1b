-- Conditions first, then all writes, then the revision and its notice: one step.
-- KEYS[1] revision key (and channel), KEYS[2..] the keys that operations name by their place.
-- ARGV[1] '1' to raise the revision, ARGV[2] epoch for a Redis that has none, then operations:
-- 'name <place of the key> <number of arguments>', arguments.
local operations, at = {}, 3
while at <= #ARGV do
  local name, place, count = string.match(ARGV[at], '^(%l+) (%d+) (%d+)$')
  local arguments = {}
  for i = 1, tonumber(count) do arguments[i] = ARGV[at + i] end
  operations[#operations + 1] = { name = name, key = KEYS[tonumber(place)], args = arguments }
  at = at + 1 + #arguments
end

local conditions = {
  expect = function(key, a) return redis.call('GET', key) == a[1] end,
  absent = function(key) return redis.call('EXISTS', key) == 0 end,
  hexpect = function(key, a) return redis.call('HGET', key, a[1]) == a[2] end,
  habsent = function(key, a) return redis.call('HEXISTS', key, a[1]) == 0 end,
  -- The hash is not declared: of a declared key Redis asks for the right to write.
  unremoved = function(_, a)
    local mark = redis.call('HGET', a[1], a[2])
    return not mark or string.sub(mark, -5) == ' over'
  end,
  shorter = function(key, a) return redis.call('XLEN', key) < tonumber(a[1]) end,
  before = function(_, a)
    local now = redis.call('TIME')
    return now[1] * 1000 + now[2] / 1000 < tonumber(a[1])
  end,
}
for _, o in ipairs(operations) do
  local holds = conditions[o.name]
  if holds and not holds(o.key, o.args) then
    return { 'conflict', o.name == 'unremoved' and o.args[1] or o.key }
  end
end

local writes = {
  set = function(key, a) redis.call('SET', key, a[1]) end,
  del = function(key) redis.call('DEL', key) end,
  sadd = function(key, a) redis.call('SADD', key, a[1]) end,
  srem = function(key, a) redis.call('SREM', key, a[1]) end,
  hset = function(key, a) redis.call('HSET', key, a[1], a[2]) end,
  hsetnx = function(key, a) redis.call('HSETNX', key, a[1], a[2]) end,
  hdel = function(key, a) redis.call('HDEL', key, a[1]) end,
  zadd = function(key, a) redis.call('ZADD', key, a[1], a[2]) end,
  zrem = function(key, a) redis.call('ZREM', key, a[1]) end,
  expire = function(key, a) redis.call('EXPIRE', key, a[1]) end,
  persist = function(key) redis.call('PERSIST', key) end,
  xadd = function(key, a) redis.call('XADD', key, 'MAXLEN', '~', a[1], '*', a[2], a[3]) end,
  publish = function(key, a) redis.call('PUBLISH', key, a[1]) end,
}
for _, o in ipairs(operations) do
  if writes[o.name] then
    writes[o.name](o.key, o.args)
  elseif not conditions[o.name] then
    return redis.error_reply('unknown operation ' .. o.name)
  end
end

-- A revision that is missing or damaged is as good as lost: a new epoch says so to everybody.
local revision = redis.call('GET', KEYS[1]) or ''
local epoch, number = string.match(revision, '^(.+):(%d+)$')
if not epoch or #number > 15 then
  revision, epoch, number = '', ARGV[2], '0'
end
if ARGV[1] == '1' then
  revision = epoch .. ':' .. string.format('%d', tonumber(number) + 1)
  redis.call('SET', KEYS[1], revision)
  redis.call('PUBLISH', KEYS[1], revision)
end
return { 'written', revision }
