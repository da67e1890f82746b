// `npm run runbook -- test-page <version>`: shows that a page reaches somebody, and records it.
import { randomBytes } from "node:crypto";
import { InputError } from "../inputs/inputError.ts";
import { rehearsalStack } from "../inputs/inputs.ts";
import { datadogEventsOf, slackOf } from "../operations/collect/access.ts";
import { lastPageTest, type PageTestOutcome, pageTestRecord, testPage } from "../operations/testPage.ts";
import { writeRecord } from "../operations/writeRecord.ts";
import { endedBy } from "../services/request.ts";
import { scopeTags } from "../signals/scope.ts";
import {
  type Answer,
  clockOf,
  ended,
  madeUp,
  openProof,
  type ProofOptions,
  readProvable,
} from "./proofCommand.ts";
import { evidenceFolder, situationIn } from "./releaseInputs.ts";

export interface TestPageArguments extends ProofOptions {
  send?: true;
  again?: true;
  /** In milliseconds. */
  wait: number;
}

const needs = ["DATADOG_API_KEY", "SLACK_BOT_TOKEN"];

/** Ends the process. */
export async function testPageCommand(version: string, options: TestPageArguments): Promise<never> {
  // Easy to type, and not to be guessed within a test.
  const code = `TEST-${randomBytes(4).toString("hex").toUpperCase()}`;
  return await ended(options.json === true, async (signal) => await tested(version, options, code, signal));
}

async function tested(
  version: string,
  options: TestPageArguments,
  code: string,
  signal: AbortSignal,
): Promise<Answer> {
  const inputs = readProvable(version, options);
  const { datadog, stack } = inputs;
  const { release, records } = situationIn(inputs);
  if (datadog === undefined)
    throw new InputError("Nobody was paged.", [
      "marsana-fleet:datadog.enabled: found false; required: Datadog, which sends the page; mend: switch it on",
    ]);
  // Of a stack in shadow too: what is not tried before the shadow ends is tried by the first real alert.
  const handles = datadog.ownRoutes.page;
  const [channel = ""] = release.channels;
  const whom = `${handles.join(", ")}, to be answered in ${channel}`;
  const before = lastPageTest(records, release.version, stack);
  if (options.send !== true) return unsent(`a test would go to ${whom}; add --send`, stack);
  if (before !== undefined && options.again !== true) throw alreadySent(before.at, before.detail);
  const proof = await openProof(inputs, inputs);
  try {
    requireVariables(proof.environment);
    const asking = { inputs, environment: proof.environment, signal };
    const now = clockOf(inputs);
    const folder = evidenceFolder(release.version, stack);
    const keep = (outcome: PageTestOutcome) =>
      writeRecord(folder, pageTestRecord(release, stack, outcome, now()));
    const outcome = await testPage(
      { release, stack, handles, channel, code },
      {
        events: await datadogEventsOf(asking, datadog.site),
        slack: await slackOf(asking),
        tags: [...scopeTags(datadog.scope), `version:${release.version}`],
        waitMs: options.wait,
        sleep: stack === rehearsalStack ? async () => {} : endedBy(signal).sleep,
        onSent: (sent) => {
          keep(sent);
          if (!options.json) process.stdout.write(`sent${madeUp(stack)} to ${whom}\n`);
        },
      },
    );
    const record = keep(outcome);
    const { result, detail } = outcome;
    return {
      outcome: result === "pass" ? "passed" : "blocked",
      text: `${result === "pass" ? "answered" : "NOT ANSWERED"}${madeUp(stack)}: ${detail}\n${record}\n`,
      json: { release: release.version, handles, channel, result, detail, record },
    };
  } finally {
    await proof.close();
  }
}

function unsent(why: string, stack: string): Answer {
  const text = `nothing was sent${madeUp(stack)}: ${why}`;
  return { outcome: "passed", text: `${text}\n`, json: { result: "unsent", detail: why } };
}

function alreadySent(at: string, detail: string): InputError {
  return new InputError("Nobody was paged.", [
    `<version>: found a test of ${at} (${detail}); required: a person who wants to page again; mend: add --again`,
  ]);
}

function requireVariables(environment: Readonly<Record<string, string | undefined>>): void {
  const missing = needs.filter((name) => !environment[name]);
  if (missing.length > 0)
    throw new InputError(
      "The environment lacks what this command needs.",
      missing.map((name) => `${name}: found nothing; required: the secret; mend: set ${name} to it`),
    );
}
