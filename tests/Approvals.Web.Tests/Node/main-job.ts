// The main job, by a client that is generated from the API's document: ask, review twice, wait, claim, report, receipt.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { env: Record<string, string>; stdout: { write(text: string): void } };

interface Given { address: string; agent: string; executor: string; alice: string; bob: string; key: string }

const given: Given = JSON.parse(process.env["APPROVALS_TEST"] ?? "{}");
const api = (credential: string) =>
  createClient<paths>({ baseUrl: given.address, headers: { Authorization: `Bearer ${credential}` } });
const [agent, executor] = [api(given.agent), api(given.executor)];

function expect<T>(answer: { data?: T; error?: components["schemas"]["Problem"] }): T {
  if (answer.data === undefined) {
    throw new Error(`${answer.error?.code}: ${answer.error?.detail}`);
  }
  return answer.data;
}

const action: components["schemas"]["Action"] = {
  tool: "payment.send",
  args: { amount: 5000, to: "vendor-17" },
  summary: "Pay invoice 8841",
};
const asked = expect(await agent.POST("/v1/actions", { body: action, params: { header: { "Idempotency-Key": given.key } } }));
const path = { id: asked.requestId };
const waiting = agent.GET("/v1/requests/{id}", { params: { path, query: { wait: 60 } } });
for (const reviewer of [given.alice, given.bob]) {
  expect(await api(reviewer).POST("/v1/requests/{id}/reviews", { params: { path }, body: { verdict: "approve", digest: asked.digest } }));
}
const decided = expect(await waiting);
const claim = expect(await agent.POST("/v1/requests/{id}/claim", {
  params: { path, header: { "Idempotency-Key": given.key } },
  body: { digest: asked.digest, executor: "payments" },
}));
const claimed = expect(await agent.GET("/v1/requests/{id}", { params: { path } }));
const resolved = expect(await executor.POST("/v1/requests/{id}/result", {
  params: { path },
  body: { outcome: claim.permit.split(".").length === 3 ? "succeeded" : "failed", detail: { transaction: "tx-1" } },
}));
const receipt = expect(await agent.GET("/v1/receipts/{id}", { params: { path } }));
const events = receipt["events"] as { event: string }[];
const nothing = await agent.GET("/v1/requests/{id}", { params: { path: { id: "req_00000000000000000000000000" } } });

process.stdout.write(JSON.stringify({
  requestId: asked.requestId,
  path: [asked.decision, decided.status, claimed.execution.state, resolved.execution.state].join(),
  events: events.map((e) => e.event),
  refused: nothing.error?.code,
}));
