// On what occasions a monitor speaks, and what its message then shows: Datadog's conditional blocks, read by state.

/** The occasions, with the variables of Datadog's that are true on them. */
const occasions = {
  alert: ["is_alert"],
  warning: ["is_warning"],
  "an alert that becomes a warning": ["is_warning", "is_alert_to_warning"],
  "no data": ["is_no_data"],
  "recovery from an alert": ["is_recovery", "is_alert_recovery"],
  "recovery from a warning": ["is_recovery", "is_warning_recovery"],
  "recovery from no data": ["is_recovery", "is_no_data_recovery"],
} as const;
export type Occasion = keyof typeof occasions;

/** Variables of which each occasion says whether they are true; of any other (`is_match`, `is_renotify`) none does. */
const known: readonly string[] = [...Object.values(occasions).flat(), "is_unknown"];

export interface Shown {
  /** What is shown whatever else is so. */
  readonly surely: string;
  /** That, and what only is shown where the blocks that no occasion decides are. */
  readonly perhaps: string;
}

/** Whether a block is shown; `perhaps` where that is only known when the message is sent. */
type Truth = "yes" | "perhaps" | "no";

interface Block {
  readonly name: string;
  truth: Truth;
}

const opposite = { yes: "no", perhaps: "perhaps", no: "yes" } as const satisfies Record<Truth, Truth>;
const tag = /\{\{\s*(?:([#^/])\s*([\w-]+)[^{}]*|(else)\s*)\}\}/g;

/**
 * What a message shows on an occasion.
 * @throws SyntaxError for a block that is not closed, or closed where none is open: what Datadog makes of it is not known
 */
export function shownOn(occasion: Occasion, message: string): Shown {
  const open: Block[] = [];
  const shown = { surely: "", perhaps: "" };
  let from = 0;
  const show = (text: string) => {
    const truths = open.map(({ truth }) => truth);
    // A block's end separates words.
    if (!truths.includes("no")) shown.perhaps += `${text} `;
    if (truths.every((truth) => truth === "yes")) shown.surely += `${text} `;
  };
  for (const { 0: whole, 1: kind, 2: name = "", index } of message.matchAll(tag)) {
    show(message.slice(from, index));
    from = index + whole.length;
    if (kind === "#" || kind === "^") {
      const truth = truthOf(name, occasion);
      open.push({ name, truth: kind === "#" ? truth : opposite[truth] });
    } else {
      const block = open.at(-1);
      if (block === undefined || (kind === "/" && block.name !== name))
        throw new SyntaxError(`${whole} in the message belongs to no block that is open there`);
      if (kind === "/") open.pop();
      else block.truth = opposite[block.truth];
    }
  }
  show(message.slice(from));
  const left = open.at(-1);
  if (left !== undefined) throw new SyntaxError(`the block ${left.name} in the message is not closed`);
  return shown;
}

function truthOf(name: string, occasion: Occasion): Truth {
  if (!known.includes(name)) return "perhaps";
  const holding: readonly string[] = occasions[occasion];
  return holding.includes(name) ? "yes" : "no";
}
