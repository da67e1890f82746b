// The values that synthetic tests share, as the stand-in of the Datadog provider knows them.
import { always, type Behaviour, uuid } from "../table.ts";

export const syntheticsGlobalVariable: Behaviour = {
  outputs: {
    description: always(""),
    isFido: always(false),
    isTotp: always(false),
    secure: always(false),
    tags: always([]),
  },
  id: ({ urn, attempt }) => uuid(urn, attempt),
};
