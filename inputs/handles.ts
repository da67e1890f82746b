// Who may be told: the handles that the stack's config names.

import { onCallHandle } from "../signals/pagers.ts";
import { placeOf } from "./configPlace.ts";
import type { DatadogInputs } from "./datadog.ts";
import { routeNames } from "./routeSettings.ts";
import type { Settings } from "./settings.ts";

/** Every handle that a message may tell now; none where Datadog is off. In shadow that is the shadow's alone. */
export function configuredHandles(datadog: DatadogInputs | undefined): ReadonlySet<string> {
  return new Set(routeNames.flatMap((name) => datadog?.routes[name] ?? []));
}

/** A handle in the settings: where it stands, and a value that can stand there instead; without one it is a key. */
export interface HandlePlace {
  readonly place: string;
  readonly handle: string;
  readonly example?: string;
}

/**
 * Every handle in the settings; also what is not in use, or switched off. The id or name of a schedule is one as well:
 * whoever stands in it is paged.
 */
export function handlePlaces({ datadog }: Settings): HandlePlace[] {
  const { handle, routes, shadow, contacts, onCall } = datadog;
  const own = (path: readonly PropertyKey[], one: string, example?: string): HandlePlace => ({
    place: placeOf(["datadog", ...path]),
    handle: one,
    ...(example !== undefined && { example }),
  });
  return [
    ...(handle === undefined ? [] : [own(["handle"], handle, "@<handle>")]),
    ...routeNames.flatMap((name) =>
      (routes?.[name] ?? []).map((one, index) => own(["routes", name, index], one, "@<handle>")),
    ),
    ...(shadow === undefined ? [] : [own(["shadow", "handle"], shadow.handle, "@<handle>")]),
    ...Object.entries(contacts ?? {}).map(([id, { team }]) =>
      own(["contacts", id, "team"], onCallHandle(team), "<team>"),
    ),
    ...Object.entries(onCall ?? {}).flatMap(([team, { steps }]) => [
      own(["onCall", team], onCallHandle(team)),
      ...steps.flatMap(({ schedule, rotation }, index) => {
        const path = ["onCall", team, "steps", index];
        return [
          ...(schedule === undefined ? [] : [own([...path, "schedule"], schedule, "<schedule id>")]),
          ...(rotation === undefined
            ? []
            : [own([...path, "rotation", "name"], rotation.name, "<schedule>")]),
        ];
      }),
    ]),
  ];
}
