-- The whole flow: asked, reviewed by one person, waited for, claimed, reported. One connection for each thread, so that
-- an answer belongs to the call before it.
local agent = "Bearer " .. os.getenv("AGENT_KEY")
local executor = "Bearer " .. os.getenv("EXECUTOR_KEY")
local person = "Bearer " .. os.getenv("PERSON_TOKEN")
local step, id, digest, began = 1, nil, nil, 0
local threads = {}
flows = {} -- how long each took, in ms

local ffi = require("ffi")
ffi.cdef("typedef struct { long s, ns; } approvals_time; int clock_gettime(int clock, approvals_time *time);")
local reading = ffi.new("approvals_time")

local function now()
  ffi.C.clock_gettime(1, reading)
  return tonumber(reading.s) * 1e3 + tonumber(reading.ns) / 1e6
end

function setup(thread)
  table.insert(threads, thread)
end


local function call(method, path, credential, body)
  return wrk.format(method, path, { ["Authorization"] = credential, ["Content-Type"] = "application/json" }, body)
end

function request()
  if step == 1 then
    began = now()
    return call("POST", "/v1/actions", agent, '{"tool":"payment.send","args":{"amount":5000,"to":"vendor-17"}}')
  elseif step == 2 then
    return call("POST", "/v1/requests/" .. id .. "/reviews", person, '{"verdict":"approve","digest":"' .. digest .. '"}')
  elseif step == 3 then
    return call("GET", "/v1/requests/" .. id .. "?wait=30", agent)
  elseif step == 4 then
    return call("POST", "/v1/requests/" .. id .. "/claim", agent, '{"digest":"' .. digest .. '","executor":"payments"}')
  end
  return call("POST", "/v1/requests/" .. id .. "/result", executor, '{"outcome":"succeeded"}')
end

function response(status, headers, body)
  if status ~= (step == 1 and 202 or 200) then
    io.stderr:write("step " .. step .. ": " .. status .. " " .. body .. "\n")
    os.exit(1)
  end
  if step == 1 then
    id = body:match('"requestId":"([^"]+)"')
    digest = body:match('"digest":"([^"]+)"')
  end
  if step == 5 then
    table.insert(flows, now() - began)
  end
  step = step % 5 + 1
end

function done()
  local all = {}
  for _, thread in ipairs(threads) do
    for _, took in ipairs(thread:get("flows")) do
      table.insert(all, took)
    end
  end
  table.sort(all)
  print(string.format("Flows 99%%: %.3f", all[math.ceil(#all * 0.99)]))
end
