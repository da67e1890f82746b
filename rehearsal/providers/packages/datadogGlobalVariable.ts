// The values that synthetic tests share, as the stand-in of the Datadog provider knows them.
import { boolean, integer, list, object, required, secret, string } from "../shape.ts";
import { always, type Resource, uuid } from "../table.ts";

const parser = object({ type: required(string), value: string });

export const syntheticsGlobalVariable: Resource = {
  inputs: {
    description: string,
    isFido: boolean,
    isTotp: boolean,
    name: required(string),
    options: object({
      totpParameters: object({ digits: required(integer), refreshInterval: required(integer) }),
    }),
    parseTestId: string,
    parseTestOptions: object({ field: string, localVariableName: string, parser, type: required(string) }),
    restrictedRoles: list(string),
    secure: boolean,
    tags: list(string),
    value: secret(string),
    valueWo: secret(string),
    valueWoVersion: string,
  },
  outputs: {
    description: always(string, ""),
    isFido: always(boolean, false),
    isTotp: always(boolean, false),
    secure: always(boolean, false),
    tags: always(list(string), []),
  },
  id: ({ urn, attempt }) => uuid(urn, attempt),
};
