// The pages that need an account, on stand-ins: every command is run, ends as the page says, and prints what the page shows.
import { join } from "node:path";
import { type Accounts, openAccounts } from "../support/accounts.ts";
import { requireEngine } from "../support/engine.ts";
import { runs, type Shell, typed, withAccount } from "../support/pages.ts";
import { copyProject } from "../support/projectCopy.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("the pages that need an account", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let accounts: Accounts;
  before(async function () {
    requireEngine.call(this);
    accounts = await openAccounts(folder, copyProject(join(folder, "project")), {
      HOME: folder,
      INIT_CWD: undefined,
      PULUMI_BACKEND_URL: undefined,
      PULUMI_CONFIG_PASSPHRASE: undefined,
    });
  });
  after(async () => await accounts?.close());
  const shell: Shell = async (script) => await accounts.runWith({}, typed, "bash", "-c", script);
  for (const path of withAccount) runs(path, folder, () => shell);
});
