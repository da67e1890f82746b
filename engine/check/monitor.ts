// Plays the engine for a program that declares its resources: notes each, and answers as a preview would.
import resources from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import empties from "google-protobuf/google/protobuf/empty_pb.js";
import { readOutputs } from "../../operations/lastOutputs.ts";
import { planned } from "../../rehearsal/providers/planned.ts";
import { fromWire, toWire, type Values } from "../../rehearsal/providers/value.ts";

/** A resource or component as the program declares it. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent: string;
  readonly protect: boolean;
  readonly inputs: Values;
  /** Of a component: what it registers. */
  outputs: Values;
}

type Answer<Response> = (error: Error | null, response?: Response) => void;

/** The type of the component that holds all others. */
export const stackType = "pulumi:pulumi:Stack";

/** The SDK's own mock takes care of features and calls; what a resource is and becomes is answered here. */
export class CheckMonitor extends MockMonitor {
  readonly declared: Declared[] = [];
  /** What a provider would refuse. */
  readonly problems: string[] = [];
  readonly #stack: string;
  readonly #project: string;

  constructor(stack: string, project: string) {
    super({
      newResource: ({ type }) => {
        throw new Error(`a check cannot read ${type}, which is somewhere else`);
      },
      call: ({ token }) => {
        // A check knows no state: it compares with nothing, as on the first update.
        if (token === readOutputs) return { outputs: {} };
        throw new Error(`a check cannot call ${token}, which asks a service`);
      },
    });
    this.#stack = stack;
    this.#project = project;
  }

  /** The outputs of the stack; unknown values as the engine marks them. */
  get outputs(): Values {
    return this.declared.find(({ type }) => type === stackType)?.outputs ?? {};
  }

  override async registerResource(
    request: resources.RegisterResourceRequest,
    answer: Answer<resources.RegisterResourceResponse>,
  ): Promise<void> {
    try {
      const one = this.#declare(request);
      this.declared.push(one);
      answer(
        null,
        new resources.RegisterResourceResponse().setUrn(one.urn).setId("").setObject(toWire(one.outputs)),
      );
    } catch (error) {
      this.problems.push(error instanceof Error ? error.message : String(error));
      answer(error instanceof Error ? error : new Error(String(error)));
    }
  }

  override registerResourceOutputs(
    request: resources.RegisterResourceOutputsRequest,
    answer: Answer<empties.Empty>,
  ): void {
    const one = this.declared.find(({ urn }) => urn === request.getUrn());
    if (one !== undefined) one.outputs = fromWire(request.getOutputs());
    answer(null, new empties.Empty());
  }

  #declare(request: resources.RegisterResourceRequest): Declared {
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    const urn = this.#urnOf(type, name, parent);
    if (this.declared.some((other) => other.urn === urn))
      throw new Error(`${urn}: found twice, required once`);
    const news = fromWire(request.getObject());
    const own = { type, name, urn, parent, protect: request.getProtect() ?? false };
    if (!request.getCustom()) return { ...own, inputs: news, outputs: {} };
    const { inputs, outputs, problems } = planned(type, urn, news);
    this.problems.push(...problems.map(({ property, reason }) => `${name}: ${property}: ${reason}`));
    return { ...own, inputs, outputs };
  }

  /** As the engine forms it: with the types of all parents but the stack. */
  #urnOf(type: string, name: string, parent: string): string {
    const above = parent.split("::")[2] ?? "";
    const qualified = above === "" || above === stackType ? type : `${above}$${type}`;
    return `urn:pulumi:${this.#stack}::${this.#project}::${qualified}::${name}`;
  }
}
