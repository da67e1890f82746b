// The pages that need no account as a reader meets them: every command is run, ends as the page says, and prints what it shows.
import { describeFreePages, free } from "../support/pages.ts";

describeFreePages("the pages that need no account", free);
