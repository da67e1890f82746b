// Requires an environment variable that looks like a secret to be one that nobody can read back.
import { types } from "./resourceTypes.ts";
import type { ResourceRule } from "./rule.ts";

/** Words in a variable's name that say its value lets somebody in. A Sentry DSN is made to be public. */
const secretWords =
  /(?:^|_)(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PRIVATE|DATABASE_URL|CONNECTION_STRING)(?:_|$)/;

/** A URL with a password in it, such as a connection string. */
const passwordInUrl = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i;

export const requireSensitiveVariables: ResourceRule = {
  name: "require-sensitive-variables",
  description: "An environment variable that looks like a secret must be sensitive.",
  appliesTo: [types.vercelVariable],
  checkResource({ props }, { settings }, report) {
    const key = String(props["key"]);
    if (props["sensitive"] === true) return;
    // The value itself may not be known yet; what config gives in plain text is, and is all that can leak from here.
    const secret = secretWords.test(key) || passwordInUrl.test(settings.variables[key] ?? "");
    if (!secret) return;
    report(
      `${key} looks like a secret, and must be sensitive; mend: take it out of marsana-fleet:variables, revoke the ` +
        "value if the file was shared, and give it as a secret (see config.ts)",
    );
  },
};
