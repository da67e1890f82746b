// What a stack's config may say about the runbook's rollbacks.
import { z } from "zod";
import { key } from "./settingKeys.ts";

export const rollbackSchema = z.strictObject({
  givenThen: key(
    z.array(z.string().regex(/^[A-Za-z_]\w*$/)),
    "shell variables of the runbook's rollbacks that nobody can set before one is needed",
    "RECOVERY_TIME",
  ).default(["DEPLOYMENT_URL", "PREVIOUS_DEPLOYMENT_URL", "RECOVERY_TIME"]),
});
