-- An action that waits for people.
wrk.method = "POST"
wrk.path = "/v1/actions"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("AGENT_KEY")
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"tool":"payment.send","args":{"amount":5000,"to":"vendor-17"}}'

function response(status, headers, body)
  if status ~= 202 then
    io.stderr:write(status .. " " .. body .. "\n")
    os.exit(1)
  end
end
