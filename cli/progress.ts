// How far the engine has come: one line that is renewed on a terminal, one line for each phase elsewhere.
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import type { Phase } from "../engine/run.ts";
import { visible } from "../inputs/inputError.ts";

export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Progress {
  /** What the engine has just said. */
  note(phase: Phase, event?: EngineEvent): void;
  /** Takes the line away: something else is about to be written. */
  clear(): void;
}

const doing: Readonly<Record<Phase, string>> = {
  preview: "Previewing",
  update: "Updating",
  destroy: "Destroying",
};

/** A terminal that cannot renew a line (`TERM=dumb`) is none. */
export function progressOn(stream: ProgressStream, stack: string, terminal = process.env["TERM"]): Progress {
  const isRenewed = stream.isTTY === true && terminal !== "dumb";
  const clearLine = "\r\u001b[K";
  let present: Phase | undefined;
  let seen = new Set<string>();
  let isShown = false;
  const clear = () => {
    if (isShown) stream.write(clearLine);
    isShown = false;
  };
  return {
    clear,
    note: (phase, event) => {
      const isNew = phase !== present;
      const urn = event?.resourcePreEvent?.metadata.urn;
      if (isNew) [present, seen] = [phase, new Set()];
      if (!isNew && (urn === undefined || seen.has(urn))) return;
      if (urn !== undefined) seen.add(urn);
      const head = `${doing[phase]} stack ${stack}`;
      if (!isRenewed) return isNew ? void stream.write(`${head} …\n`) : undefined;
      const name = visible((urn ?? "").slice((urn ?? "").lastIndexOf("::") + 2));
      const text = urn === undefined ? `${head} …` : `${head}: ${seen.size} resources, ${name}`;
      stream.write(`${clearLine}${text.slice(0, (stream.columns ?? 80) - 1)}`);
      isShown = true;
    },
  };
}
