// Times two policy engines of Node on the rules and actions that stand in a file, and prints nanoseconds of processor time
// an evaluation.
// Usage: node peers.mjs FILE [SECONDS]. The file: {"rules":[{"tool","above","currencies"}],"actions":[{"tool","amount","currency"}]}.
import { readFileSync } from "node:fs";
import cedar from "@cedar-policy/cedar-wasm/nodejs";
import { Engine } from "json-rules-engine";

const { rules, actions } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const seconds = Number(process.argv[3] ?? "1");

const measure = async (name, evaluate) => {
  const applied = [];
  for (const action of actions) {
    applied.push(await evaluate(action));
  }
  const used = () => process.cpuUsage().user + process.cpuUsage().system;
  const start = used();
  let count = 0;
  while (count < 3 || used() < start + seconds * 1e6) {
    await evaluate(actions[count++ % actions.length]);
  }
  console.log(JSON.stringify({ name, nanoseconds: ((used() - start) * 1000) / count, applied }));
};

// Cedar knows permit and forbid alone: what escalates here forbids there.
const text = ["permit(principal, action, resource);"]
  .concat(rules.map((r) => `forbid(principal, action == Action::"${r.tool}", resource)
    when { context.amount > ${r.above} && ${JSON.stringify(r.currencies)}.contains(context.currency) };`))
  .join("\n");
const parsed = cedar.preparsePolicySet("rules", { staticPolicies: text });
if (parsed.type !== "success") {
  throw new Error(JSON.stringify(parsed.errors));
}
await measure("cedar", (action) => {
  const answer = cedar.statefulIsAuthorized({
    principal: { type: "Agent", id: "payer" },
    action: { type: "Action", id: action.tool },
    resource: { type: "Tool", id: action.tool },
    context: { amount: action.amount, currency: action.currency },
    preparsedPolicySetId: "rules",
    entities: [],
  });
  if (answer.type !== "success") {
    throw new Error(JSON.stringify(answer.errors));
  }
  return answer.response.decision === "deny" ? answer.response.diagnostics.reason.length : 0;
});

const engine = new Engine(
  rules.map((r) => ({
    conditions: {
      all: [
        { fact: "tool", operator: "equal", value: r.tool },
        { fact: "amount", operator: "greaterThan", value: r.above },
        { fact: "currency", operator: "in", value: r.currencies },
      ],
    },
    event: { type: "escalate" },
  })),
);
await measure("json-rules-engine", async (action) => (await engine.run(action)).events.length);
