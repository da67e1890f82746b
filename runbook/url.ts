// Judges the addresses that a runbook names.

/** Whether a text is a whole address of one of the protocols, with a host, and with no password in it. */
export function isUrl(text: string, protocol: RegExp): boolean {
  if (!URL.canParse(text) || !/^[a-z]+:\/\/[^/]/i.test(text)) return false;
  const url = new URL(text);
  return protocol.test(url.protocol) && url.hostname !== "" && url.username === "" && url.password === "";
}
