// The values that synthetic tests share, as the stand-in of the Datadog provider knows them.
import { always, type Behaviour, uuid } from "../table.ts";

export const syntheticsGlobalVariable: Behaviour = {
  outputs: {
    secure: always(false),
    tags: always([]),
  },
  id: ({ urn, attempt }) => uuid(urn, attempt),
};
