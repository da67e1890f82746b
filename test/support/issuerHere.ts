// Loaded by Node before a process's own code (NODE_OPTIONS=--import): GitHub's keys for the tokens of runs come from this
// machine. The command itself has no way to be told of another issuer.
const { MARSANA_TEST_ISSUER: here } = process.env;
const issuer = "https://token.actions.githubusercontent.com";

if (here !== undefined) {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    return await fetch(
      request.url.startsWith(`${issuer}/`) ? here + request.url.slice(issuer.length) : request,
      init,
    );
  };
}
