// Commands that runbooks name and that do not exist, or do something else than their names say.
import type { Misreading } from "../calendar/reading.ts";

interface Advice {
  command: RegExp;
  why: string;
  required: string;
  mend: string;
}

/** Read in the tools' own documentation and sources. */
const advice: readonly Advice[] = [
  {
    command: /\bsupabase\s+(?:db\s+)?backups?\s+create\b/,
    why: "which does not exist",
    required: "a restore point, set through Supabase's Management API",
    mend: 'POST {"name": …} of at most 20 characters to /v1/projects/<ref>/database/backups/restore-point',
  },
  {
    command: /\bsupabase\s+db\s+backups?\s+(?:restore|list)\b/,
    why: "which does not exist",
    required: "`supabase backups list`, or `supabase backups restore` with a moment to go back to",
    mend: "run `supabase backups restore --timestamp <seconds since 1970>`",
  },
  {
    command: /\bvercel\s+rollback(?=\s*(?:$|[;&|#]|--?\w))/,
    why: "which without a deployment only prints a status, and succeeds",
    required: "the deployment to go back to",
    mend: "run `vercel rollback <deployment>`, with one from `vercel list --environment production`",
  },
  {
    command: /\b(?:drizzle-kit\s+push|prisma\s+db\s+push|db:push)(?![\w:-])/,
    why: "which applies the difference between the live database and the code, without review",
    required: "migrations that were reviewed as files",
    mend: "generate the migration, review it, and run that, for example with `drizzle-kit migrate`",
  },
];

/** What is wrong with a line of shell, one for each command in it that does not do what it seems to. */
export function badCommands(line: string): Misreading[] {
  return advice.flatMap(({ command, why, required, mend }) =>
    command.test(line) ? [{ found: `\`${line}\`, ${why}`, required, mend }] : [],
  );
}
