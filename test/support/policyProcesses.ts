// The processes of the policy packs that this process's engines have started.
import { execFileSync } from "node:child_process";

interface Row {
  pid: number;
  parent: number;
  command: string;
}

/** Their ids; only below this process, so that nobody else's pack is found. */
export function policyProcesses(): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line): Row => {
      const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return { pid: Number(pid), parent: Number(parent), command };
    });
  const below = (pid: number): Row[] =>
    rows.filter(({ parent }) => parent === pid).flatMap((row) => [row, ...below(row.pid)]);
  return below(process.pid)
    .filter(({ command }) => command.includes("run-policy-pack"))
    .map(({ pid }) => pid);
}
