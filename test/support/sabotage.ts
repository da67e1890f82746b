// How a sabotage is written down: what changes one thing of the program's resources.
import type * as pulumi from "@pulumi/pulumi";

export type Props = Record<string, unknown>;

/** Changes one thing of the program's resources, given a value that nobody knows before the update. */
export type Sabotage = (unknown: pulumi.Output<string>) => pulumi.ResourceTransformation;

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

/** Declares one resource more. */
export function declaring(declare: (unknown: pulumi.Output<string>) => pulumi.Resource): Sabotage {
  return (unknown) => {
    declare(unknown);
    return () => undefined;
  };
}
