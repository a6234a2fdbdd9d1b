-- All flags and their plain keys in one step. KEYS[1] index of the flags.
-- The names of the other keys follow from the index, hence a script and not a MULTI.
-- ARGV: prefix of the definitions, field of the revision, revision that the caller knows, further plain keys.
-- Answers the revision, then per key: name, definition (empty when it is known or there is none), plain value if any.
local revision = redis.call('HGET', KEYS[1], ARGV[2]) or '0'
local answer = { revision }

local function add(key, definition)
  -- MGET and not GET: a key that is no string has no value, and is no error.
  local plain = redis.call('MGET', key)[1]
  answer[#answer + 1] = plain and { key, definition, plain } or { key, definition }
end

local indexed = {}
for _, key in ipairs(redis.call('HKEYS', KEYS[1])) do
  if key ~= ARGV[2] then
    indexed[key] = true
    add(key, revision ~= ARGV[3] and redis.call('GET', ARGV[1] .. key) or '')
  end
end
for i = 4, #ARGV do
  if not indexed[ARGV[i]] then add(ARGV[i], '') end
end
return answer
