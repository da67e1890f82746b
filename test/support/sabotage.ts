// How a sabotage is written down: what changes one thing of the program's resources.
import type * as pulumi from "@pulumi/pulumi";
import type { Change } from "./changedRunbook.ts";

export type Props = Record<string, unknown>;

/** Changes one thing of the program's resources, given a value that nobody knows before the update. */
export type Sabotage = (unknown: pulumi.Output<string>) => pulumi.ResourceTransformation;

/**
 * For each rule what breaks it, and what it cannot know. On the engine many are tried in one preview; `batch` says in
 * which, where it is not the first of its kind: beside the others there it would change what another comes to, or Datadog's
 * plugin refuses it in the plan, which ends a preview before all is judged.
 */
export type Sabotages = Readonly<
  Record<
    string,
    {
      readonly broken: Sabotage | readonly Change[];
      readonly unknown?: Sabotage;
      readonly batch?: { readonly broken?: number; readonly unknown?: number };
    }
  >
>;

/** Several at once, each of what the one before has left. */
export function together(all: readonly Sabotage[]): Sabotage {
  return (unknown) => {
    const changes = all.map((one) => one(unknown));
    return (resource) => {
      let now = resource;
      for (const change of changes) now = { ...now, ...change(now) };
      return now;
    };
  };
}

/** Changes the properties of the resources of a type whose name matches. */
export function props(
  type: string,
  only: RegExp,
  change: (props: Props, unknown: pulumi.Output<string>) => Props,
): Sabotage {
  return (unknown) => (resource) =>
    resource.type === type && only.test(resource.name)
      ? { props: { ...resource.props, ...change(resource.props, unknown) }, opts: resource.opts }
      : undefined;
}

export function unprotected(type: string): Sabotage {
  return () => (resource) =>
    resource.type === type
      ? { props: resource.props, opts: { ...resource.opts, protect: false } }
      : undefined;
}

/** Declares resources beside the program's own. */
export function declaring(
  declare: (unknown: pulumi.Output<string>) => pulumi.Resource | pulumi.Resource[],
): Sabotage {
  return (unknown) => {
    declare(unknown);
    return () => undefined;
  };
}
