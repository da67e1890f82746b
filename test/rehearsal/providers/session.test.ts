// What a stand-in says of itself when an engine attaches to it.
import assert from "node:assert/strict";
import type { ServiceError } from "@grpc/grpc-js";
import type plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empties from "google-protobuf/google/protobuf/empty_pb.js";
import { packages } from "../../../rehearsal/providers/packages.ts";
import { resources } from "../../support/exampleInputs.ts";
import { TestStandIns } from "../../support/standIns.ts";

describe("a stand-in, when an engine attaches", () => {
  const standIns = new TestStandIns();
  before(() => standIns.start());
  after(() => standIns.stopAndForget());

  const ask = <Response>(
    call: (callback: (error: ServiceError | null, response: Response) => void) => void,
  ): Promise<Response> =>
    new Promise((resolve, reject) => call((error, response) => (error ? reject(error) : resolve(response))));

  for (const { name, version, accepts } of packages) {
    describe(`the stand-in of ${name}`, () => {
      const client = () => standIns.of(name).client;

      it("has the version of the package, takes as it is what its plugin takes, and can preview", async () => {
        const info = await ask<plugins.PluginInfo>((done) =>
          client().getPluginInfo(new empties.Empty(), done),
        );
        assert.equal(info.getVersion(), version);
        const hello = await ask<messages.ProviderHandshakeResponse>((done) =>
          client().handshake(new messages.ProviderHandshakeRequest(), done),
        );
        const keepsMarks = accepts.includes("secrets");
        assert.equal(hello.getAcceptSecrets(), keepsMarks);
        const configured = await ask<messages.ConfigureResponse>((done) =>
          client().configure(new messages.ConfigureRequest(), done),
        );
        assert.deepEqual(
          [configured.getAcceptsecrets(), configured.getSupportspreview()],
          [keepsMarks, true],
        );
      });

      it("refuses functions, and says so", async () => {
        const request = new messages.InvokeRequest().setTok(`${name}:index:getIt`);
        await assert.rejects(
          ask<messages.InvokeResponse>((done) => client().invoke(request, done)),
          new RegExp(`found a call of the function "${name}:index:getIt", required resources only`),
        );
      });

      it("has a schema of the resources that it knows", async () => {
        const response = await ask<messages.GetSchemaResponse>((done) =>
          client().getSchema(new messages.GetSchemaRequest(), done),
        );
        const schema = JSON.parse(response.getSchema());
        assert.deepEqual([schema.name, schema.version], [name, version]);
        const own = resources.filter(({ of }) => of.name === name);
        assert.deepEqual(
          Object.keys(schema.resources),
          own.map(({ token }) => token),
        );
        for (const { token, resource } of own) {
          const { inputProperties, requiredInputs, required } = schema.resources[token];
          const needed = Object.keys(resource.inputs).filter((input) => resource.inputs[input]?.required);
          assert.deepEqual(Object.keys(inputProperties), Object.keys(resource.inputs));
          assert.deepEqual(requiredInputs, needed);
          assert.deepEqual(required, [...needed, ...Object.keys(resource.outputs)]);
        }
      });
    });
  }
});
