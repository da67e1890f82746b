// The page about a stack's config: a table of every key, made from the schema and the tables of secrets.
import { namespace, setLine } from "../inputs/configPlace.ts";
import { askedSecretKeys, providerCredentials, secretKeys } from "../inputs/credentials.ts";
import { type SettingRow, settingRows } from "../inputs/settingsTable.ts";
import { code, table } from "./tables.ts";

const introduction = `# Config: every key of a stack

Made by \`npm run docs\` from [\`inputs/settings.ts\`](../inputs/settings.ts) and
[\`inputs/credentials.ts\`](../inputs/credentials.ts); edit those. The keys stand in \`Pulumi.<stack>.yaml\`, where an
editor with the YAML language server checks them against [\`pulumi-stack.schema.json\`](pulumi-stack.schema.json). A key
that means nothing is refused with the nearest name; a secret in plain text is refused, and no message repeats one.
Put the stack's name for \`<stack>\`, and a name of your own for \`<name>\`. Where \`datadog.enabled\` or
\`sentry.enabled\` is false, no credential of that service is needed.
`;

const settingsHeader = ["key", "type", "required", "default", "meaning", "set by"];
const secretsHeader = ["key", "meaning", "in the application", "set by"];
const askedHeader = ["key", "meaning", "required", "set by"];
const credentialsHeader = ["key", "meaning", "or in the environment", "set by"];

/** The whole page, as Markdown. */
export function configPage(): string {
  const secrets = Object.entries(secretKeys).map(([name, { meaning, variable }]) => {
    const key = `${namespace}:${name}`;
    return [code(key), meaning, variable === undefined ? "" : code(variable), secretLine(key)];
  });
  const asked = Object.entries(askedSecretKeys).map(([name, { meaning, askedBy }]) => {
    const key = `${namespace}:${name}`;
    return [code(key), meaning, `with \`${askedBy}\``, secretLine(key)];
  });
  const credentials = providerCredentials.map(({ key, meaning, environment }) => [
    code(key),
    meaning,
    environment.map(code).join(", "),
    secretLine(key),
  ]);
  return [
    introduction,
    section("Settings", settingsHeader, settingRows().map(settingCells)),
    section("Secrets of the application and of its database", secretsHeader, secrets),
    section("Secrets of the synthetic tests", askedHeader, asked),
    section("Credentials of the providers", credentialsHeader, credentials),
  ].join("\n");
}

function settingCells({ path, type, required, default: standard, meaning, example }: SettingRow): string[] {
  const place = `${namespace}:${path}`;
  const needed = { always: "yes", no: "" }[required] ?? `with \`${required}\``;
  const inside = path.includes(".") ? "--path" : "";
  return [
    code(place),
    type,
    needed,
    standard === undefined ? "" : code(JSON.stringify(standard)),
    meaning,
    code(setLine("<stack>", place, inside, example)),
  ];
}

const secretLine = (key: string): string => code(setLine("<stack>", key, "--secret"));

function section(title: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [`## ${title}`, "", ...table(header, rows), ""].join("\n");
}
