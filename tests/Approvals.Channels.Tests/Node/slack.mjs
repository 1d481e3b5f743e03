// Verifies a call as Slack's own framework does: {secret, timestamp, signature, body} on standard input.
import { readFileSync } from "node:fs";
import bolt from "@slack/bolt";

const { secret, timestamp, signature, body } = JSON.parse(readFileSync(0, "utf8"));
bolt.verifySlackRequest({
  signingSecret: secret,
  body,
  headers: { "x-slack-request-timestamp": Number(timestamp), "x-slack-signature": signature },
});
