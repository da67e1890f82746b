// What is switched off on purpose: what is left by it in words, and what is no longer asked for.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../inputs/inputError.ts";
import { type Inputs, readInputs } from "../../inputs/inputs.ts";
import { type Settings, settingsSchema } from "../../inputs/settings.ts";
import { switchLines, unmonitoredIn } from "../../inputs/switchedOff.ts";
import { configProblems, planted, secretNames } from "../support/config.ts";
import { clock, projectFolder, rehearsalInputs, settingsOf } from "../support/inputs.ts";
import { options } from "../support/options.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const settings = settingsOf("rehearsal");
const off = { enabled: false, acceptOff: true } as const;
const noDatadog: Settings = { ...settings, datadog: off };
const noSentry: Settings = settingsSchema.parse({ ...settings, sentry: off });
const neither: Settings = { ...noSentry, datadog: off };

const unmonitored = ({ switchedOff }: Inputs) => unmonitoredIn(switchedOff);
const rows = [
  '"Error Rate" (target < 0.5%, alert > 1%) has no monitor',
  '"API Latency (p95)" (target < 500ms, alert > 1000ms) has no monitor',
  '"Database Latency" (target < 100ms, alert > 200ms) has no monitor',
  '"Uptime" (target > 99.9%, alert < 99.5%) has no monitor',
  '"Email Delivery Rate" (target > 99%, alert < 95%) has no monitor',
  '"Realtime Latency" (target < 100ms, alert > 500ms) has no monitor',
];
const untested =
  "no test from outside calls https://app.marsana.com/api/health, sees its certificate end, or goes through " +
  '"Login", "Vehicle list", "Handshake creation", "Document upload"';
const incidents = [
  'the incident "Error Rate Spike" has no Datadog monitor',
  'the incident "Database Performance Degradation" has no Datadog monitor',
  'the incident "Third-Party Service Failure" has no Datadog monitor',
];
const alerts = [
  'no Sentry alert at "Error Rate" > 1%',
  'no Sentry alert at the incident "Error Rate Spike" > 5%',
  "no Sentry alert on silence",
  "no Sentry alert below 99% crash-free sessions",
  "no Sentry alert on a new issue",
  "no Sentry alert on a regression",
  "no Sentry alert on an escalating issue",
  "no Sentry alert on an issue with more than 100 events in 1h",
  "no Sentry alert on an issue in more than 5% of the sessions of 1h",
];

describe("what is left unwatched", () => {
  it("is nothing while all is on", () => {
    assert.deepEqual(unmonitored(rehearsalInputs()), []);
  });

  it("is, without Datadog, every row, of which Sentry alone alerts on the error rate", () => {
    const [errors, ...others] = rows;
    assert.deepEqual(unmonitored(rehearsalInputs(noDatadog)), [
      `${errors}: Sentry alone alerts on it, and does not warn at its target`,
      ...others,
      untested,
      ...incidents,
    ]);
  });

  it("names the stack's own address, and production's only where that is its own", () => {
    const staging = readInputs({ ...settingsOf("staging"), datadog: off }, "staging", {}, clock);
    assert.deepEqual(unmonitored(staging), [
      `${rows[0]}: Sentry alone alerts on it, and does not warn at its target`,
      ...rows.slice(1),
      "no test from outside calls https://staging.marsana.com/api/health, sees its certificate end, or goes through " +
        '"Login", "Vehicle list", "Handshake creation", "Document upload"',
      ...incidents,
    ]);
  });

  it("is, without Sentry, every alert, of which a monitor alone watches the error rate", () => {
    const [errors, ...others] = alerts;
    assert.deepEqual(unmonitored(rehearsalInputs(noSentry)), [
      `${errors}: the row's Datadog monitor alone watches it`,
      ...others,
    ]);
  });

  it("is, without either, every row and every alert, with nothing that watches instead", () => {
    assert.deepEqual(unmonitored(rehearsalInputs(neither)), [...rows, untested, ...incidents, ...alerts]);
  });

  it("follows the row that config names for Sentry", () => {
    const sentry = { ...settings.sentry, errorMetric: "uptime", errorIncident: "no-such-incident" };
    const inputs = rehearsalInputs(
      settingsSchema.parse({ ...neither, sentry: { ...sentry, enabled: false } }),
    );
    assert.deepEqual(unmonitored(inputs), [
      ...rows,
      untested,
      ...incidents,
      'no Sentry alert at "Uptime" < 99.5%',
      ...alerts.slice(2),
    ]);
  });

  it("is accepted by the lines that the rule gives, also where nothing was said before", () => {
    const { rollingRelease: _, ...vercel } = settings.vercel;
    const silent = settingsSchema.parse({ ...settings, vercel });
    const [release, ...more] = rehearsalInputs(silent).switchedOff;
    assert.ok(release);
    assert.deepEqual([release.name, release.accepted, more], ["the rolling release", false, []]);
    assert.equal(
      switchLines(release, "prod").accept,
      "pulumi config set --stack prod --path 'marsana-fleet:vercel.rollingRelease.enabled' 'false' && " +
        "pulumi config set --stack prod --path 'marsana-fleet:vercel.rollingRelease.acceptOff' 'true'",
    );
    const accepted = settingsSchema.parse({ ...settings, vercel: { ...vercel, rollingRelease: off } });
    assert.deepEqual(
      rehearsalInputs(accepted).switchedOff.map((one) => one.accepted),
      [true],
    );
  });
});

describe("a service that is switched off", () => {
  after(() => pulumi.runtime.setAllConfig({}));
  const folder = temporaryFolder();

  for (const option of ["no Datadog", "no Sentry", "neither Datadog nor Sentry"]) {
    it(`needs no key and no credential of its own: ${option}`, () => {
      assert.deepEqual(configProblems({ values: options[option] ?? {} }), []);
    });
  }

  it("needs them all while it is on, each with the line that sets it", () => {
    const empty = { "marsana-fleet:datadog": {}, "marsana-fleet:sentry": { enabled: true } };
    const credentials = {
      "datadog:apiKey": undefined,
      "datadog:appKey": undefined,
      "sentry:token": undefined,
    };
    assert.deepEqual(
      configProblems({ values: { ...empty, ...credentials } }).map(
        (text) => text.split(": found nothing")[0],
      ),
      [
        "marsana-fleet:sentry.team",
        "marsana-fleet:sentry.project",
        "marsana-fleet:datadog.service",
        "marsana-fleet:datadog.handle",
        "datadog:apiKey",
        "datadog:appKey",
        "sentry:token",
      ],
    );
    assert.match(
      String(configProblems({ values: empty })[2]),
      /mend: pulumi config set --stack prod --path 'marsana-fleet:datadog\.service' '<service>'$/,
    );
  });

  it("asks for no credential either where another key must be mended", () => {
    const values = { ...options["no Datadog"], "marsana-fleet:runbookUrl": undefined };
    assert.deepEqual(
      configProblems({ values }).map((text) => text.split(": found")[0]),
      ["marsana-fleet:runbookUrl"],
    );
  });

  it("still has its credentials refused in plain text, and its keys where they are wrong", () => {
    const values = {
      "marsana-fleet:datadog": { enabled: false, handle: "nobody", colour: "blue" },
      "datadog:apiKey": planted,
    };
    const encrypted = secretNames.filter((key) => key !== "datadog:apiKey");
    assert.deepEqual(
      configProblems({ values, encrypted }).map((text) => text.split("; required")[0]),
      [
        'marsana-fleet:datadog.handle: found "nobody"',
        "marsana-fleet:datadog.colour: found a key that means nothing here",
        "datadog:apiKey: found plain text",
      ],
    );
  });

  it("is switched by true and false alone", () => {
    assert.deepEqual(configProblems({ values: { "marsana-fleet:datadog": { enabled: "no" } } }), [
      `marsana-fleet:datadog.enabled: found "no"; required: watch every row of the runbook's table with Datadog; mend: pulumi config set --stack prod --path 'marsana-fleet:datadog.enabled' 'false'`,
    ]);
  });

  it("asks for no signal, no organization, no metric and no incident", () => {
    const runbook = join(folder, "RUNBOOK.md");
    const text = readFileSync(join(projectFolder, "RUNBOOK.md"), "utf8")
      .replaceAll("Error Rate <!-- id: error-rate -->", "Failure Share")
      .replaceAll("https://sentry.io/organizations/marsana/", "https://errors.example/");
    writeFileSync(runbook, text);
    const read = (judged: Settings) => readInputs(judged, "rehearsal", { MARSANA_RUNBOOK: runbook }, clock);
    assert.throws(() => read(settings), InputError);
    assert.throws(() => read(noDatadog), /sentry\.organization/);
    assert.throws(() => read(noSentry), /found no signal for the metric `failure-share`/);
    const { datadog, sentry } = read(neither);
    assert.deepEqual([datadog, sentry], [undefined, undefined]);
  });

  it("leaves no drain to Datadog, each refused with the lines that mend it", () => {
    const drains = { ...settings.vercel.drains, logs: true, traces: true };
    const read = () => rehearsalInputs({ ...noDatadog, vercel: { ...settings.vercel, drains } });
    assert.throws(read, (error) => {
      assert.ok(error instanceof InputError);
      assert.deepEqual(
        error.problems,
        ["logs", "traces"].map(
          (kind) =>
            `marsana-fleet:vercel.drains.${kind}: found true, and marsana-fleet:datadog.enabled false; required: no drain of ${kind} to Datadog where that is off; mend: pulumi config set --stack rehearsal --path 'marsana-fleet:vercel.drains.${kind}' 'false', or pulumi config set --stack rehearsal --path 'marsana-fleet:datadog.enabled' 'true'`,
        ),
      );
      return true;
    });
  });
});
