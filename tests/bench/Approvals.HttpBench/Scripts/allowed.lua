-- An action that the policy allows: evaluated, stored durably, answered.
wrk.method = "POST"
wrk.path = "/v1/actions"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("AGENT_KEY")
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"tool":"report.read","args":{"report":"q3","page":7}}'

function response(status)
  if status ~= 200 then os.exit(1) end
end
