// A transport that keeps what went over it: every request with its answer, as a description of the service judges them.
import type { Exchange } from "./apiSpec.ts";

/** @param below where the stand-in of the service is on its server, such as `/slack` */
export function keepingExchanges(below: string) {
  const exchanges: Exchange[] = [];
  const fetch: typeof globalThis.fetch = async (target, init) => {
    const request = new Request(target, init);
    const body = await request.clone().text();
    const answer = await globalThis.fetch(request);
    const { pathname, search } = new URL(request.url);
    exchanges.push({
      method: request.method,
      path: pathname.replace(below, "") + search,
      ...(body !== "" && { body }),
      answer: { status: answer.status, body: await answer.clone().text() },
    });
    return answer;
  };
  return { exchanges, fetch };
}

/** In short: "GET /api/v1/monitor 200". */
export const short = ({ method, path, answer }: Exchange) =>
  `${method} ${path.split("?")[0]} ${answer?.status}`;
