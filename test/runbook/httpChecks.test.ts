// Which checks of the verification table a machine can ask of any copy of the site.
import assert from "node:assert/strict";
import { httpChecks } from "../../runbook/httpChecks.ts";
import { changedRunbook } from "../support/changedRunbook.ts";

const row = "| Application Health | `curl /api/health` | 200 OK |";
const health = { check: "Health", path: "/api/health", status: undefined };

function checksWith(command: string, expected: string) {
  return httpChecks(changedRunbook([row, `| Own | \`${command}\` | ${expected} |`]));
}

describe("the checks that are plain requests", () => {
  it("are, of the runbook's own, the health check with its status", () => {
    assert.deepEqual(httpChecks(changedRunbook()), [
      { check: "Application Health", path: "/api/health", status: 200 },
    ]);
  });

  const asked: [string, string, string, number][] = [
    ["curl /api/version?full=1", "200", "/api/version?full=1", 200],
    ["curl -fsS --show-error '/old'", "301 to the new", "/old", 301],
    ["curl https://app.marsana.com/login", "200 OK", "/login", 200],
  ];
  for (const [command, expected, path, status] of asked) {
    it(`ask ${path} for: ${command}`, () => {
      assert.deepEqual(checksWith(command, expected), [health, { check: "Own", path, status }]);
    });
  }

  const left: [string, string][] = [
    ["curl -X POST /api/orders", "201 Created"],
    ["curl -d a=b /api/orders", "200 OK"],
    ["curl https://other.example.com/x", "200 OK"],
    ["curl //other.example.com/x", "200 OK"],
    ["curl /a /b", "200 OK"],
    ["curl /api/$VERSION", "200 OK"],
    ["curl /api/version", "the version"],
    ["Check Supabase dashboard", "200"],
    ["curl", "200"],
  ];
  for (const [command, expected] of left) {
    it(`leave to people: ${command}, ${expected}`, () => {
      assert.deepEqual(checksWith(command, expected), [health]);
    });
  }
});
