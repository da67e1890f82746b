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

/** Every handle in the settings, with the place where it stands; also what is not in use, or switched off. */
export function handlePlaces({ datadog }: Settings): { place: string; handle: string }[] {
  const { handle, routes, shadow, contacts } = datadog;
  return [
    ...(handle === undefined ? [] : [{ path: ["handle"], handle }]),
    ...routeNames.flatMap((name) =>
      (routes?.[name] ?? []).map((one, index) => ({ path: ["routes", name, index], handle: one })),
    ),
    ...(shadow === undefined ? [] : [{ path: ["shadow", "handle"], handle: shadow.handle }]),
    ...Object.entries(contacts ?? {}).map(([id, { team }]) => ({
      path: ["contacts", id, "team"],
      handle: onCallHandle(team),
    })),
  ].map(({ path, handle: one }) => ({ place: placeOf(["datadog", ...path]), handle: one }));
}
