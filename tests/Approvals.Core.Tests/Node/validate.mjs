// Reads documents as an editor does (YAML 1.2) and holds them against a JSON Schema: {schema, documents: [text]} on
// standard input; on standard output, for each document, what is against it, or null.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import { parseDocument } from "yaml";

const { schema, documents } = JSON.parse(readFileSync(0, "utf8"));
const validate = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(schema);

function problemOf(text) {
  const document = parseDocument(text, { version: "1.2", schema: "core" });
  if (document.errors.length > 0) {
    return `not YAML: ${document.errors[0].message}`;
  }

  let value;
  try {
    value = document.toJS();
  } catch (e) {
    // An alias without its anchor, or too many of them.
    return `not YAML: ${e.message}`;
  }

  if (validate(value)) {
    return null;
  }

  const error = validate.errors.at(-1);
  return `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`;
}

process.stdout.write(JSON.stringify(documents.map(problemOf)));
