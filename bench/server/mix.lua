-- What wrk asks for: the requests of a file, in turn, each thread from the first.
-- A line is an address, a tab, and what If-None-Match and If-Modified-Since say ("-": nothing).

local requests, next_one = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local path, tag, day = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)$")
    local headers = { ["Accept-Encoding"] = "gzip, deflate" }
    if tag ~= "-" then headers["If-None-Match"] = tag end
    if day ~= "-" then headers["If-Modified-Since"] = day end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  next_one = next_one % #requests + 1
  return requests[next_one]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("DONE %d %d %d %d %d %d\n", summary.requests, summary.duration,
    errors.connect + errors.read + errors.write, errors.timeout, errors.status, summary.bytes))
  io.write(string.format("LATENCY %d %d\n", latency:percentile(50), latency:percentile(99)))
end
