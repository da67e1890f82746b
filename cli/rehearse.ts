// `npm run rehearse`: walks a sample release through the gate on a clock of its own, with every service made up.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { settingsIn } from "../engine/check/settings.ts";
import { type Inputs, projectFolder, readInputs, rehearsalStack } from "../inputs/inputs.ts";
import { loadRelease } from "../inputs/loadRelease.ts";
import { collectors } from "../operations/collect/collectors.ts";
import { opened, rehearseRelease, type Step } from "../operations/rehearseRelease.ts";
import { startProof } from "../rehearsal/proof.ts";
import { startOf } from "../release/release.ts";
import { entered } from "./arguments.ts";
import { type Answer, ended, servicesOf } from "./proofCommand.ts";

interface Arguments {
  release?: string;
  runbook?: string;
  json?: true;
}

export const cli = new Command("npm run rehearse --")
  .description("walk a release from before its first checklist to its window, and show the gate open")
  .option("--release <version>", "a folder below releases/ (default: the sample release)")
  .option("--runbook <path>", "the runbook", process.env["MARSANA_RUNBOOK"])
  .option("--json", "print one JSON object and nothing else")
  .action(async (options: Arguments) =>
    ended(options.json === true, async (signal) => await rehearsed(options, signal)),
  );
await entered(import.meta, cli);

async function rehearsed({ release: asked, runbook, json }: Arguments, signal: AbortSignal): Promise<Answer> {
  const settings = settingsIn(projectFolder, rehearsalStack);
  const version = asked ?? settings.release;
  const sample = loadRelease(join(projectFolder, "releases"), version);
  // Nothing that was recorded of the sample counts: everything is proven anew, in a folder that is gone afterwards.
  const releases = mkdtempSync(join(tmpdir(), "marsana-rehearse-"));
  let present = startOf(sample);
  const shown = new Map<string, string>();
  const say = (text: string) => void (json || process.stdout.write(text));
  try {
    mkdirSync(join(releases, version));
    cpSync(join(projectFolder, "releases", version, "release.yaml"), join(releases, version, "release.yaml"));
    const inputsAt = (instant: Date): Inputs => {
      const environment = {
        MARSANA_RELEASE: version,
        MARSANA_NOW: instant.toISOString(),
        ...(runbook && { MARSANA_RUNBOOK: resolve(process.env["INIT_CWD"] ?? ".", runbook) }),
      };
      return readInputs(settings, rehearsalStack, environment, () => instant, releases);
    };
    const services = await startProof({
      now: () => present,
      supabase: settings.supabase,
      services: servicesOf(inputsAt(present)),
    });
    try {
      say(`Release ${version}; every service, person and instant is made up.\n`);
      const steps = await rehearseRelease(
        {
          inputsAt,
          setClock: (instant) => {
            present = instant;
          },
          collectors,
          environment: services.environment,
          folder: join(releases, version, "evidence"),
          signal,
          onStep: (step) => say(stepText(step, shown)),
        },
        present,
      );
      return answerOf(version, steps);
    } finally {
      await services.close();
    }
  } finally {
    rmSync(releases, { recursive: true, force: true });
  }
}

function answerOf(release: string, steps: readonly Step[]): Answer {
  const isOpen = opened(steps);
  const text = isOpen
    ? "The gate was shut until the window, and is open in it.\n"
    : `The gate did not do what it must: shut before the window, open in it.\n${(steps.at(-1)?.left ?? []).map((line) => `  - ${line}\n`).join("")}`;
  return {
    outcome: isOpen ? "passed" : "blocked",
    text,
    json: { release, opened: isOpen, steps: steps.map((step) => ({ ...step, at: step.at.toISOString() })) },
  };
}

/** What a step came to: each item that was collected again with the same result is counted, not shown. */
function stepText({ name, at, before, deeds, verdict, left }: Step, shown: Map<string, string>): string {
  const held = left.length === 0 ? "" : `, ${left.length} to go`;
  const isNew = ({ what, subject, result }: Step["deeds"][number]) =>
    shown.get(`${what} ${subject}`) !== result;
  const news = deeds.filter(isNew);
  for (const { what, subject, result } of news) shown.set(`${what} ${subject}`, result);
  const again = deeds.length - news.length;
  return [
    `\n${name}  ${at.toISOString()}  ${before.toUpperCase()}`,
    ...news.map(({ what, subject, by, result, detail }) => {
      const found = result === "pass" ? "" : ` ${result.toUpperCase()}`;
      return `  ${what.padEnd(9)} ${subject} (${by}):${found} ${detail}`;
    }),
    ...(again > 0 ? [`  again     ${again} with the same result as before`] : []),
    `  now ${verdict.toUpperCase()}${held}`,
    "",
  ].join("\n");
}
