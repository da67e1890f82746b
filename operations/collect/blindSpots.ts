// What no rule of the SQL linter sees of a migration: words that may lose data, or take away what old code may use.
import type { Migration } from "../../release/release.ts";

/** From the words of a comment on, to what holds words that mean nothing, or everything: names, texts, bodies in dollars. */
const tokens = new RegExp(
  [
    String.raw`--[^\n]*`,
    String.raw`\/\*[\s\S]*?\*\/`,
    '"(?:[^"]|"")*"',
    String.raw`\be'(?:[^'\\]|\\[\s\S]|'')*'`,
    "'(?:[^']|'')*'",
    String.raw`\$(\w*)\$[\s\S]*?(?:\$\1\$|$)`,
  ].join("|"),
  "gi",
);

const name = String.raw`[^\s;(),]+`;
const regular = (...patterns: string[]) => new RegExp(patterns.join("|"), "gi");

/** Wherever they stand: rows, values or columns may be gone for good. */
const losing = regular(
  String.raw`\bdelete\s+from\s+${name}`,
  // Every value that is written takes the place of another.
  String.raw`\bupdate\s+(?:only\s+)?${name}(?:\s+\*)?(?:\s+(?:as\s+)?${name})?\s+set\b`,
  // Of MERGE and of ON CONFLICT.
  String.raw`\b(?:then|do)\s+(?:delete|update)\b`,
  String.raw`\bdrop\s+owned\b`,
  String.raw`\bdrop\s+foreign\s+table\b`,
  String.raw`\bdrop\s+(?:type|domain|extension|function|procedure|routine|aggregate|operator|sequence)\b[^;]*\bcascade\b`,
  // Any other type than a text of any length may cut or round what is there; so may whatever USING says.
  String.raw`\balter\s+(?:(?:column|attribute)\s+)?${name}\s+(?:set\s+data\s+)?type\s+(?!(?:text|varchar|character\s+varying)\s*(?:[;,]|$))[^;,]+`,
);

/** Wherever they stand: no rows are gone, and old code may look for what has gone. */
const takingAway = regular(
  String.raw`\bdrop\s+(?:(?:materialized\s+)?view|function|procedure|routine|aggregate|operator|sequence|type|domain|extension|trigger|rule|identity)\b`,
  String.raw`\bset\s+schema\b`,
  String.raw`\bdetach\s+partition\b`,
  String.raw`\balter\s+(?:(?:materialized\s+)?view|function|procedure|routine|aggregate|type|domain|schema|sequence|foreign\s+table)\b[^;]*?\brename\s+\w+`,
);

/** Only where the linter does not look: in a text, a `DO` block, a function. */
const inBodies = regular(
  String.raw`\bdrop\s+${name}`,
  String.raw`\btruncate\s+${name}`,
  String.raw`\bexecute\s+${name}`,
);

/** How much is repeated of what was found, in characters. */
const mostWords = 60;

/**
 * What a migration of this class may do and must not, where the linter is blind. Words, not understanding: it finds too
 * much rather than too little, and a person looks.
 */
export function blindSpots(sql: string, kind: Migration["class"]): string[] {
  if (kind === "destructive") return [];
  const patterns = kind === "expand" ? [losing, takingAway] : [losing];
  const found = spotsIn(sql, patterns, [...patterns, inBodies]);
  return [...new Set(found.map((words) => words.replaceAll(/\s+/g, " ").trim().slice(0, mostWords)))];
}

/** In the statements by some patterns, and in what they hold in quotes by others. */
function spotsIn(sql: string, outside: readonly RegExp[], inside: readonly RegExp[]): string[] {
  const bodies: string[] = [];
  const unclear: string[] = [];
  const statements = sql.replaceAll(tokens, (token: string, tag: string | undefined) => {
    // PostgreSQL takes a comment in a comment as one: where that ends nobody says here.
    if (token.startsWith("/*") && token.indexOf("/*", 2) >= 0) unclear.push("a comment in a comment");
    if (/^(?:--|\/\*)/.test(token)) return " ";
    if (token.startsWith('"')) return ` "${token.slice(1, -1).replaceAll(/[^\p{L}\p{N}_$]/gu, "_")}" `;
    bodies.push(bodyIn(token, tag));
    return " '' ";
  });
  const words = statements.replaceAll(/\s*\.\s*/g, ".");
  const found = outside.flatMap((pattern) => words.match(pattern) ?? []);
  return [...unclear, ...found, ...bodies.flatMap((body) => spotsIn(body, inside, inside))];
}

function bodyIn(token: string, tag: string | undefined): string {
  if (tag !== undefined) return token.slice(tag.length + 2).replace(new RegExp(`\\$${tag}\\$$`), "");
  return token.slice(token.indexOf("'") + 1, -1).replaceAll(/''|\\'/g, "'");
}
