// The verbs of `npm run runbook` that concern a release: what it must prove, and what people say of it.
import { type Command, Option } from "commander";
import { exitCodes } from "../engine/result.ts";
import { InputError } from "../inputs/inputError.ts";
import { itemsOf } from "../inputs/loadGate.ts";
import { recordOf, type Statement } from "../operations/attest.ts";
import { writeRecord } from "../operations/writeRecord.ts";
import { withConfirmations } from "../release/confirmations.ts";
import { brokenGlass } from "../release/glass.ts";
import type { Situation } from "../release/situation.ts";
import { checklistFormats, checklistText } from "./checklistText.ts";
import {
  answered,
  evidenceFolder,
  type ReleaseOptions,
  readRelease,
  releaseOptions,
  situationIn,
} from "./releaseInputs.ts";
import { statedBy } from "./statedBy.ts";
import { warnOfWeakness } from "./warnOfWeakness.ts";

interface Said extends ReleaseOptions {
  by?: string;
  link?: string;
  note?: string;
  result?: Statement["result"];
  expires?: string;
}

export function releaseCommands(cli: Command): void {
  releaseOptions(cli.command("checklist <version>"))
    .description("print what a release must prove: done, due, overdue, stale, unprovable")
    .addOption(new Option("--format <format>", "how").choices(checklistFormats).default("table"))
    .action((version: string, options: ReleaseOptions & { format: (typeof checklistFormats)[number] }) =>
      answered(() => {
        const inputs = readRelease(version, options);
        situationIn(inputs);
        process.stdout.write(checklistText(inputs, options.format));
        if (inputs.gate.blocking.length > 0) process.exitCode = exitCodes.blocked;
      }),
    );
  releaseOptions(cli.command("confirm [version]"))
    .description(
      "have GitHub show that people's records of a release are theirs, by pull requests that others approved; " +
        "without a version, the reviews of what weakens",
    )
    .action((version: string | undefined, options: ReleaseOptions) =>
      answered(async () => {
        const { confirmLoosenings, confirmRelease } = await import("./confirmCommand.ts");
        process.exitCode = await (version === undefined
          ? confirmLoosenings(options)
          : confirmRelease(version, options));
      }),
    );
  said(
    cli.command("attest <version> <item>"),
    "evidence",
    "record that an item of a checklist is done, or is not",
  ).addOption(
    new Option("--result <result>", "what was found").choices(["pass", "fail", "unknown"]).default("pass"),
  );
  said(
    cli.command("waive <version> <item>"),
    "waiver",
    "give an item up for this release; takes two persons",
  ).requiredOption("--expires <instant>", "until when");
  said(cli.command("approve <version>"), "approval", "let a release go, as its approver");
  said(cli.command("drill <version>"), "restore-drill", "record that a backup was restored and looked at");
  said(cli.command("report <version>"), "report", "record the report that an emergency owes");
  said(
    cli.command("deployed <version>"),
    "deployed",
    "record that a stack has been updated to a release by the plain CLI",
  );
  said(
    cli.command("break-glass <version>"),
    "break-glass",
    "let a release through for an hour although its proof is out of reach; --link is where that was announced",
  );
}

function said(command: Command, type: Statement["type"], description: string): Command {
  return releaseOptions(command)
    .description(description)
    .option("--by <account>", "who says so; a run of GitHub Actions knows who started it")
    .option("--link <address>", "where to look")
    .option("--note <text>", "what was found, or why")
    .action(async (version: string, ...rest: unknown[]) => {
      const item = typeof rest[0] === "string" ? rest[0] : undefined;
      const options = rest[item === undefined ? 0 : 1] as Said;
      return answered(() => record(version, type, item, options));
    });
}

async function record(
  version: string,
  type: Statement["type"],
  item: string | undefined,
  options: Said,
): Promise<void> {
  const inputs = readRelease(version, options);
  const { settings } = inputs;
  const situation = situationIn(inputs);
  const { release } = situation;
  if (type === "break-glass") refuseSecondGlass(situation);
  const { by, link, note, result, expires, stack } = options;
  const given: Omit<Statement, "by" | "identity"> & { readonly by?: string } = {
    type,
    ...(by !== undefined && { by }),
    ...(item !== undefined && { item }),
    ...(link !== undefined && { link }),
    ...(note !== undefined && { note }),
    ...(result !== undefined && { result }),
    ...(expires !== undefined && { expires }),
    ...(type === "deployed" && { stack }),
  };
  const stated = await statedBy(given, settings, stack, process.env);
  const made = recordOf(stated, release, itemsOf(inputs.runbook), inputs.now);
  const name = writeRecord(evidenceFolder(release.version, stack), made);
  process.stdout.write(`${name}\n`);
  warnOfWeakness(made, settings.gate, stack);
}

/** @throws InputError while the report of the first one is owed: another would not count */
function refuseSecondGlass(situation: Situation): void {
  const glass = brokenGlass({ ...situation, records: withConfirmations(situation.records) });
  if (glass === undefined) return;
  const { record, until } = glass;
  throw new InputError("Nothing was recorded.", [
    `break-glass: found one of ${record.at} by ${record.by}, which lasts until ${until.toISOString()} and owes a report; ` +
      `required: that report before another; mend: npm run runbook -- report ${situation.release.version} --by <you> --link <the report>`,
  ]);
}
