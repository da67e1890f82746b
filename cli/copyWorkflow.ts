// The GitHub Actions workflow that copies the storage objects of a stack on its schedule.
import { stringify } from "yaml";
import { type StorageCopy, storageSecrets } from "../inputs/supabaseSettings.ts";

/** The file, which goes into `.github/workflows/` of the repository that holds this project. */
export function copyWorkflow(stack: string, { schedule }: StorageCopy): string {
  // One repository may copy several stacks: each has secrets of its own.
  const secretOf = (name: string) => `${name}_${stack.toUpperCase().replaceAll(/\W/g, "_")}`;
  const environment = storageSecrets.map((name) => [name, `\${{ secrets.${secretOf(name)} }}`]);
  const workflow = {
    name: `Storage copy (${stack})`,
    on: { schedule: [{ cron: schedule }], workflow_dispatch: {} },
    permissions: { contents: "read" },
    // One at a time: the next one goes on where this one ends.
    concurrency: { group: `storage-copy-${stack}` },
    jobs: {
      copy: {
        "runs-on": "ubuntu-latest",
        steps: [
          { uses: "actions/checkout@v4" },
          { uses: "actions/setup-node@v4", with: { "node-version": 24, cache: "npm" } },
          { run: "npm ci" },
          { run: `node cli/supabase.ts copy-storage --stack ${stack}`, env: Object.fromEntries(environment) },
        ],
      },
    },
  };
  const head = [
    `Made by \`npm run supabase -- workflow --stack ${stack}\` from Pulumi.${stack}.yaml; make it again after a change there.`,
    `It needs the repository's secrets ${storageSecrets.map(secretOf).join(" and ")}, and no other secret of the stack.`,
  ];
  return `${head.map((line) => `# ${line}\n`).join("")}${stringify(workflow, { lineWidth: 0 })}`;
}
