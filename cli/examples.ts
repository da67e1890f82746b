// One line to type for each command, shown by its help.

export const examples: Readonly<Record<string, string>> = {
  preview: "npm run preview -- --stack prod --release 1.1.0-rc1",
  up: "npm run up -- --stack staging --yes",
  destroy: "npm run destroy -- --stack rehearsal",
  outputs: "npm run -s outputs -- --stack prod --json",
  check: "npm run check -- --stack prod",
  "runbook show": "npm run runbook -- show --runbook edited.md",
  "runbook lint": "npm run runbook -- lint --json",
  "runbook checklist": "npm run runbook -- checklist 1.1.0-rc1 --stack prod",
  "runbook confirm": "npm run runbook -- confirm 1.1.0-rc1 --stack prod",
  "runbook attest": "npm run runbook -- attest 1.1.0-rc1 48h/verify-backup-strategy --by ada --stack prod",
  "runbook waive":
    "npm run runbook -- waive 1.1.0-rc1 48h/prepare-rollback-plan --by ada --expires 2026-02-06T12:00:00Z --stack prod",
  "runbook approve": "npm run runbook -- approve 1.1.0-rc1 --by ada --stack prod",
  "runbook drill":
    "npm run runbook -- drill 1.1.0-rc1 --by ada --link https://example.com/restore --stack prod",
  "runbook report":
    "npm run runbook -- report 1.1.0-rc1 --by ada --link https://example.com/report --stack prod",
  "runbook deployed": "npm run runbook -- deployed 1.1.0-rc1 --by ada --stack prod",
  "runbook break-glass":
    "npm run runbook -- break-glass 1.1.0-rc1 --by ada --link https://example.com/announced --stack prod",
  "runbook accept-loosening":
    "npm run runbook -- accept-loosening DIGEST --author ada --by grace --link https://example.com/review --stack prod",
  "runbook collect": "npm run runbook -- collect 1.1.0-rc1 --item 48h/verify-backup-strategy --stack prod",
  "runbook backup": "npm run runbook -- backup 1.1.0-rc1 --stack prod",
  "runbook test-page": "npm run runbook -- test-page 1.1.0-rc1 --send --wait 5m --stack prod",
  "runbook doctor": "npm run runbook -- doctor --stack prod",
  "runbook replay": "npm run runbook -- replay --metric failure-rate --format table",
  "runbook objectives": "npm run runbook -- objectives --stack prod",
  rehearse: "npm run rehearse -- --release 1.1.0-rc1",
  "supabase status": "npm run supabase -- status --stack prod",
  "supabase copy-storage": "npm run supabase -- copy-storage --stack prod",
  "supabase workflow": "npm run -s supabase -- workflow --stack prod > .github/workflows/copy-storage.yml",
  docs: "npm run docs",
  schemas: "npm run schemas",
  bench: "npm run bench -- --runs 3 --only check",
  test: "npm test -- runbook config.test.ts",
};
