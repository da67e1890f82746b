// The pack's entry: plain JavaScript, because the engine's pack runner would compile a TypeScript entry its own way.
import "./pack.ts";
