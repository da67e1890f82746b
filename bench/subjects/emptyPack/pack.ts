// The least that a pack can be: one rule, which never reports anything.
import { PolicyPack } from "@pulumi/policy";

new PolicyPack("marsana-bench-empty", {
  policies: [
    {
      name: "allow-everything",
      description: "Everything is allowed.",
      enforcementLevel: "mandatory",
      validateResource: () => {},
    },
  ],
});
