// Which resources an interrupt has caught half done, and how to look at them.
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { rehearsalStack } from "../inputs/inputs.ts";

/** The names of what an update or a destroy had begun and did not end well. A preview begins nothing. */
export function interruptedIn(events: readonly EngineEvent[]): string[] {
  const open = new Map<string, string>();
  for (const { resourcePreEvent: begun, resOutputsEvent: ended, resOpFailedEvent: failed } of events) {
    const metadata = begun?.metadata ?? failed?.metadata;
    if (metadata !== undefined && isReal(metadata) && !begun?.planning)
      open.set(metadata.urn, metadata.urn.slice(metadata.urn.lastIndexOf("::") + 2));
    if (ended !== undefined) open.delete(ended.metadata.urn);
  }
  return [...open.values()];
}

/** Components and the stack itself are nothing at a service. */
function isReal({ type, op }: { type: string; op: string }): boolean {
  return op !== "same" && type !== "pulumi:pulumi:Stack" && !type.startsWith("marsana:");
}

/** One line: what is half done, what shows it, and how to go on. */
export function interruptedLine(events: readonly EngineEvent[], stack: string): string {
  const names = interruptedIn(events);
  const what = names.length === 0 ? "nothing is half done" : `interrupted: ${names.join(", ")}`;
  const look =
    names.length === 0 || stack === rehearsalStack ? "" : `pulumi refresh --stack ${stack} --preview-only; `;
  const again = `npm run preview -- --stack ${stack}`;
  return `The command was interrupted, and the engine has stopped: ${what}; look: ${look}${again}; fix: run the command again, it goes on from there.`;
}
