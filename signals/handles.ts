// Whom a Datadog message tells: the handles that stand in it.

/** `{{#is_alert}}`, `{{/is_alert}}`, `{{^is_match "a" "b"}}`, `{{else}}`: they end a word, and tell nobody. */
const blockTag = /\{\{\s*(?:[#/^][^}]*|else\s*)\}\}/g;
const url = /https?:\/\/[^\s,;|<>()[\]"']*/g;
/** An address with no `@` before it is text: Datadog tells `@name@example.com`, not `name@example.com`. */
const emailAddress = /(?<![@\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g;
/** A handle, which may have a variable in it, or Slack's own way to tell a channel or a group: `<!here>`. */
const handle = /@(?:\{\{[^{}]*\}\}|[^\s,;:!?()[\]<>{}"'`|*])+|<![^>]*>/g;

/**
 * Every handle in a message, in its conditional blocks too, each once. A handle with a variable in it, such as
 * `@slack-{{team.name}}`, is given as it is written: whom it tells is only known when it is sent. A variable alone is
 * text.
 */
export function handlesIn(message: string): string[] {
  const text = message.replaceAll(blockTag, " ").replaceAll(url, " ").replaceAll(emailAddress, " ");
  return [...new Set([...text.matchAll(handle)].map(([found]) => found.replace(/\.+$/, "")))];
}

/** Whether a handle tells everybody there is, in the organization or in a channel. */
export function tellsEverybody(found: string): boolean {
  return /^(?:@(?:all|here|channel|everyone)|<!(?:here|channel|everyone)\b.*>)$/i.test(found);
}

/** What a message says whatever the monitor's state: without what stands in its conditional blocks. */
export function unconditional(message: string): string {
  const innermost = /\{\{\s*[#^]\s*(\w+)[^}]*\}\}(?:(?!\{\{\s*[#^])[\s\S])*?(?:\{\{\s*\/\s*\1\s*\}\}|$)/g;
  const without = message.replaceAll(innermost, " ");
  return without === message ? message : unconditional(without);
}
