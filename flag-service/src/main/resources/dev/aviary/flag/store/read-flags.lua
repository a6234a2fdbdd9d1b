-- All flags, and the plain keys that are not as the index notes them, in one step.
-- KEYS[1] index: flag to "<revision> on" or "<revision> off" (before 0.2: "<revision>"), KEYS[2] what flags share.
-- The names of the other keys follow from the index, hence a script and not a MULTI.
-- ARGV: prefix of the definitions, field of the revision, field of the kills told, revision that the caller knows,
-- further plain keys.
-- Answers the revision as it stands, '' when there is none; '1' and what is shared, or '' when the caller knows it all;
-- flags as name, note, definition ('': it is missing), in turn; plain keys as name and value, or name alone when the key
-- is missing or no string; until when the ends of kills were told, '' when that is not said; Redis' own time in ms.
local time = redis.call('TIME')
local now = string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000))
local index = redis.call('HGETALL', KEYS[1])
local names, notes, revision, told = {}, {}, '', ''
for i = 1, #index, 2 do
  if index[i] == ARGV[2] then
    revision = index[i + 1]
  elseif index[i] == ARGV[3] then
    told = index[i + 1]
  else
    names[#names + 1] = index[i]
    notes[index[i]] = index[i + 1]
  end
end
for i = 5, #ARGV do
  if not notes[ARGV[i]] then names[#names + 1] = ARGV[i] end
end

-- MGET and not GET: a key that is no string has no value, and is no error. In parts: Lua's stack is small.
local function values(prefix)
  local all = {}
  for first = 1, #names, 1000 do
    local part = {}
    for i = first, math.min(first + 999, #names) do part[#part + 1] = prefix .. names[i] end
    for i, value in ipairs(redis.call('MGET', unpack(part))) do all[first + i - 1] = value end
  end
  return all
end

local as_noted = { on = function(value) return value == 'true' end, off = function(value) return not value end }
local plain, divergent = values(''), {}
for i, name in ipairs(names) do
  local noted = as_noted[string.match(notes[name] or '', ' (%a+)$') or '']
  if not (noted and noted(plain[i])) then
    divergent[#divergent + 1] = plain[i] and { name, plain[i] } or { name }
  end
end
if (revision == '' and '0' or revision) == ARGV[4] then
  return { revision, '', '', {}, divergent, told, now } end

local definitions, flags = values(ARGV[1]), {}
for i, name in ipairs(names) do
  if notes[name] then
    flags[#flags + 1] = name
    flags[#flags + 1] = notes[name]
    flags[#flags + 1] = definitions[i] or ''
  end
end
return { revision, '1', redis.call('GET', KEYS[2]) or '', flags, divergent, told, now }
