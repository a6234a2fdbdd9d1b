-- wrk -s wrk.lua URL -- METHOD EXPECTED [NAME=VALUE...]: one request, again and again; the body is an empty context.
function init(args)
  wrk.method = args[1]
  expected = tonumber(args[2])
  if wrk.method == "POST" then wrk.body = '{"context":{"targetingKey":"somebody","plan":"pro"}}' end
  wrk.headers["Content-Type"] = "application/json"
  for n = 3, #args do
    local name, value = args[n]:match("^([^=]+)=(.*)$")
    wrk.headers[name] = value
  end
end

threads = {}
function setup(thread) table.insert(threads, thread) end

others = 0
function response(status) if status ~= expected then others = others + 1 end end

function done(summary, latency)
  local wrong = 0
  for _, thread in ipairs(threads) do wrong = wrong + thread:get("others") end
  local e = summary.errors
  print(string.format("figures %d %d %d", summary.requests, summary.duration,
    wrong + e.connect + e.read + e.write + e.timeout))
end
