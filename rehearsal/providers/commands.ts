// Runs the commands of `command:local:Command` resources on this machine, as the real provider does.
import { gathered } from "./assets.ts";
import type { EngineLog } from "./engineLog.ts";
import type { Processes } from "./processes.ts";
import { nameOf } from "./table.ts";
import type { Manner, Subject, Things } from "./things.ts";
import {
  anywhere,
  asSecret,
  isList,
  isObject,
  isSecret,
  plainObject,
  UNKNOWN,
  type Value,
  type Values,
} from "./value.ts";

/** How long a command may take when the resource has no `customTimeouts`. */
const LIMIT_SECONDS = 600;

export interface CommandOptions {
  readonly processes: Processes;
  readonly log: EngineLog;
  /** What commands inherit. */
  readonly environment: NodeJS.ProcessEnv;
}

/** The commands of this machine as things that are made, changed and removed by running them. */
export function commandThings(options: CommandOptions): Things {
  const run = (subject: Subject, text: Value | undefined, inputs: Values, previous: Values, how: Manner) =>
    typeof text === "string" ? ran(options, subject, text, inputs, previous, how) : Promise.resolve(previous);

  return {
    async create(subject, inputs, how) {
      if (how.preview) return { id: "", outputs: { ...inputs, ...unknownOutputs } };
      const bare = plainObject(inputs);
      const id = subject.resource.id({
        urn: subject.urn,
        name: nameOf(subject.urn),
        id: "",
        inputs: bare,
        attempt: 0,
      });
      const written = await run(subject, bare["create"], bare, { stdout: "", stderr: "" }, how);
      return { id, outputs: { ...inputs, ...hidden(inputs, written) } };
    },

    // A command has no counterpart outside the engine's state.
    async read(_subject, id, { inputs, outputs }) {
      return { id, inputs, outputs };
    },

    async update(subject, before, inputs, how) {
      if (how.preview) return { ...inputs, ...unknownOutputs };
      const bare = plainObject(inputs);
      const text = bare["update"] ?? bare["create"];
      const written = await run(subject, text, bare, writtenIn(before.outputs), how);
      return { ...inputs, ...hidden(inputs, written) };
    },

    async remove(subject, before, how) {
      const bare = plainObject(before.outputs);
      await run(subject, bare["delete"], bare, writtenIn(before.outputs), how);
    },

    cancel: () => options.processes.end(),
  };
}

const unknownOutputs: Values = { stdout: UNKNOWN, stderr: UNKNOWN };

function writtenIn(outputs: Values): Values {
  const { stdout = "", stderr = "" } = plainObject(outputs);
  return { stdout, stderr };
}

/** What a command wrote is secret as soon as anything it was given is: it may have printed it. */
const hidden = (inputs: Values, written: Values): Values =>
  anywhere(inputs, isSecret)
    ? Object.fromEntries(Object.entries(written).map(([name, value]) => [name, asSecret(value)]))
    : written;

async function ran(
  { processes, log, environment }: CommandOptions,
  { urn }: Subject,
  text: string,
  inputs: Values,
  previous: Values,
  { timeoutSeconds, signal }: Manner,
): Promise<Values> {
  const folder = typeof inputs["dir"] === "string" ? inputs["dir"] : process.cwd();
  const { logging } = inputs;
  const { stdout, stderr } = await processes.run({
    words: [...words(inputs["interpreter"]), text],
    folder,
    environment: { ...environment, ...ownEnvironment(inputs, previous) },
    stdin: typeof inputs["stdin"] === "string" ? inputs["stdin"] : "",
    limitMs: 1000 * (timeoutSeconds || LIMIT_SECONDS),
    signal,
    onLine: (line, source) => {
      if (logging === undefined || logging === "stdoutAndStderr" || logging === source) log.status(urn, line);
    },
  });
  await log.sent();
  const files = gathered(folder, inputs["assetPaths"], inputs["archivePaths"]);
  return { stdout: stdout.replace(/\n$/, ""), stderr: stderr.replace(/\n$/, ""), ...files };
}

const words = (interpreter: Value | undefined): string[] =>
  isList(interpreter) && interpreter.length > 0 ? interpreter.map(String) : ["/bin/sh", "-c"];

function ownEnvironment(inputs: Values, previous: Values): NodeJS.ProcessEnv {
  const given = isObject(inputs["environment"]) ? inputs["environment"] : {};
  const own: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(given)) own[name] = String(value);
  if (inputs["addPreviousOutputInEnv"] === false) return own;
  if (previous["stdout"]) own["PULUMI_COMMAND_STDOUT"] = String(previous["stdout"]);
  if (previous["stderr"]) own["PULUMI_COMMAND_STDERR"] = String(previous["stderr"]);
  return own;
}
