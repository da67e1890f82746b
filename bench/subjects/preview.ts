// One preview in a process of its own, to be measured: `node bench/subjects/preview.ts floor|stack STATE [PACK]`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";

/** What the preview says of itself on stdout, so that nothing else is measured than what is meant. */
export interface Said {
  resources: number;
  packs: string[];
}

const [kind, stateFolder = "", pack] = process.argv.slice(2);
const session = kind === "stack" ? await rehearsal() : await floor();
const events: EngineEvent[] = [];
try {
  await session.stack.preview({
    ...(pack !== undefined && { policyPacks: [pack] }),
    onEvent: (event) => events.push(event),
    color: "never",
  });
} finally {
  await session.close();
}
process.stdout.write(`${JSON.stringify(said())}\n`, () => process.exit(0));

/** The rehearsal as the commands run it, up to the pack, which is attached only where one is given. */
async function rehearsal() {
  const { openSession } = await import("../../engine/session.ts");
  const opened = await openSession({
    stack: "rehearsal",
    stateFolder,
    program: async () => (await import("../../index.ts")).default(),
  });
  await opened.checkInputs();
  return opened;
}

/** An empty program, with backend, secrets and engine set up as the rehearsal's are, and nothing else. */
async function floor(): Promise<{ stack: Stack; close: () => Promise<void> }> {
  const { LocalWorkspace, Stack } = await import("@pulumi/pulumi/automation/index.js");
  const folders = { work: join(stateFolder, "work"), backend: join(stateFolder, "backend") };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  writeFileSync(join(folders.work, "Pulumi.yaml"), "name: bench\nruntime: nodejs\n");
  const workspace = await LocalWorkspace.create({
    workDir: folders.work,
    program: async () => (await import("./emptyProgram.ts")).default(),
    envVars: {
      PULUMI_HOME: join(stateFolder, "home"),
      PULUMI_BACKEND_URL: `file://${folders.backend}`,
      PULUMI_CONFIG_PASSPHRASE: "rehearsal",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  });
  return { stack: await Stack.createOrSelect("rehearsal", workspace), close: async () => {} };
}

function said(): Said {
  const summary = events.find(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent;
  if (summary === undefined) throw new Error("the engine has summed up nothing");
  // The engine writes the field with a capital, whatever the package declares; each key is `name|local|folder`.
  const packs = Reflect.get(summary, "PolicyPacks") ?? summary.policyPacks ?? {};
  return {
    resources: Object.values(summary.resourceChanges).reduce((sum, count) => sum + count, 0),
    packs: Object.keys(packs).map((key) => key.split("|")[0] ?? ""),
  };
}
