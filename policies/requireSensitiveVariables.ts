// Requires an environment variable that looks like a secret to be one that nobody can read back.
import { leavesIn } from "./known.ts";
import type { ResourceRule } from "./rule.ts";
import { type DeclaredVariable, variablesOf, variableTypes } from "./vercelVariables.ts";

/** Words in a variable's name that say its value lets somebody in. A Sentry DSN is made to be public. */
const secretWords =
  /(?:^|_)(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PRIVATE|DATABASE_URL|CONNECTION_STRING)(?:_|$)/;

/** A URL with a password in it, such as a connection string. */
const passwordInUrl = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i;

export const requireSensitiveVariables: ResourceRule = {
  name: "require-sensitive-variables",
  description: "An environment variable that looks like a secret must be sensitive.",
  mend:
    "Take the variable out of `marsana-fleet:variables`, revoke its value if the " +
    "file was shared, and give it as a secret.",
  appliesTo: variableTypes,
  checkResource(resource, _inputs, report) {
    for (const variable of variablesOf(resource)) {
      const key = String(variable.key);
      if (variable.sensitive === true) continue;
      if (!secretWords.test(key) && !holdsPassword(variable)) continue;
      report(
        `${key} looks like a secret, and must be sensitive; mend: take it out of marsana-fleet:variables, revoke the ` +
          "value if the file was shared, and give it as a secret (see config.ts)",
      );
    }
  },
};

/** Whether the value lets somebody in; one that is not known before the update is judged in the update. */
function holdsPassword(variable: DeclaredVariable): boolean {
  return leavesIn(variable).some(({ path, text = "" }) => path[0] === "value" && passwordInUrl.test(text));
}
