// Reads the application's environment variables off whatever kind of resource declares them.
import { types } from "./resourceTypes.ts";
import type { CheckedResource } from "./rule.ts";

/** Every type of resource that can declare a variable. */
export const variableTypes: readonly string[] = [
  types.vercelVariable,
  types.vercelVariables,
  types.vercelSharedVariable,
  types.vercelProject,
];

/** A variable as it is declared; reading a property of it that is not known yet throws. */
export interface DeclaredVariable {
  readonly key?: unknown;
  readonly value?: unknown;
  readonly sensitive?: unknown;
  readonly targets?: unknown;
  readonly customEnvironmentIds?: unknown;
  readonly applyToAllCustomEnvironments?: unknown;
}

/** The variables that a resource declares; none if it is of another type. */
export function variablesOf({ type, props }: CheckedResource): readonly DeclaredVariable[] {
  if (type === types.vercelProject) return (props["environments"] ?? []) as DeclaredVariable[];
  if (type === types.vercelVariables) return (props["variables"] ?? []) as DeclaredVariable[];
  return variableTypes.includes(type) ? [props] : [];
}
