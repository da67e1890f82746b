// The README as a reader meets it: every command is run, ends as the page says, and prints what the page shows.
import { describeFreePages } from "../support/pages.ts";

describeFreePages("the README", ["README.md"]);
