// Signs a call as Twilio's own library does: {token, url, parameters} on standard input, the signature on standard output.
import { readFileSync } from "node:fs";
import twilio from "twilio";

const { token, url, parameters } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(twilio.getExpectedTwilioSignature(token, url, parameters));
