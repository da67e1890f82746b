// Finds text that was saved as UTF-8 and read as Windows-1252: "âœ…" for "✅"; and signs that nobody can see.
import type { Document } from "./document.ts";

/** What Windows-1252 shows for the bytes 0x80 to 0x9f; a dot stands for the five that it leaves undefined. */
const windows1252 = "€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ";

const suspects = new RegExp(`[\u0080-\u00ff${windows1252.replaceAll(".", "")}]{2,}`, "g");

/** Control characters, zero-width blanks and marks that reverse the direction of text. */
const invisible = /(?!\t)[\p{Cc}\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/u;

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The text that was meant, where it can be told; else the text as it is. */
export function repaired(text: string): string {
  return text.replaceAll(suspects, (run) => decoded(run) ?? run);
}

function decoded(run: string): string | undefined {
  const bytes = [...run].map((char) => {
    const index = windows1252.indexOf(char);
    return index === -1 ? char.charCodeAt(0) : 0x80 + index;
  });
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

/** Reports each garbled run and the first invisible sign of each line. */
export function findGarbled(doc: Document): void {
  for (const [index, line] of doc.lines.entries()) {
    for (const { 0: run, index: start } of line.matchAll(suspects)) {
      const meant = decoded(run);
      if (meant === undefined) continue;
      doc.finding(
        "mojibake",
        { line: index + 1, column: start + 1 },
        {
          found: `"${run}"`,
          required: "text that is read in the encoding in which it was saved, UTF-8",
          mend: `write "${meant}"`,
        },
      );
    }
    const column = line.search(invisible) + 1;
    if (column > 0) {
      const code = line
        .charCodeAt(column - 1)
        .toString(16)
        .toUpperCase()
        .padStart(4, "0");
      doc.finding(
        "invisible-sign",
        { line: index + 1, column },
        {
          found: `the sign U+${code}, which nobody can see`,
          required: "text that means what it shows",
          mend: "delete it",
        },
      );
    }
  }
}
