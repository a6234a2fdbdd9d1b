-- Arguments after "--": "upload" sends 10 kB, "close" a connection for each request.
function init(args)
  for _, word in ipairs(args) do
    if word == "upload" then
      wrk.method = "POST"
      wrk.body = string.rep("u", 10240)
    elseif word == "close" then
      wrk.headers["Connection"] = "close"
    end
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("figures %d %d %d %d %d %d\n", summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
