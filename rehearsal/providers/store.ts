// Remembers what the stand-ins made, as the real services would: one JSON file per package.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Values } from "./value.ts";

/** One thing that exists in the service. */
export interface Kept {
  readonly urn: string;
  readonly inputs: Values;
  readonly outputs: Values;
}

type Things = { [token: string]: { [id: string]: Kept } };

/** What exists in one service. Read from its file each time, so that it never outlives or precedes the file. */
export class Store {
  readonly #file: string;

  /** @param packageName names the file in the folder: `vercel.json` */
  constructor(folder: string, packageName: string) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, `${packageName}.json`);
  }

  find(token: string, id: string): Kept | undefined {
    return this.#read()[token]?.[id];
  }

  /** Everything of a type. */
  all(token: string): readonly Kept[] {
    return Object.values(this.#read()[token] ?? {});
  }

  keep(token: string, id: string, kept: Kept): void {
    const things = this.#read();
    this.#write({ ...things, [token]: { ...things[token], [id]: kept } });
  }

  forget(token: string, id: string): void {
    const things = this.#read();
    const { [id]: _gone, ...rest } = things[token] ?? {};
    this.#write({ ...things, [token]: rest });
  }

  #read(): Things {
    try {
      return JSON.parse(readFileSync(this.#file, "utf8")) as Things;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
      throw new Error(
        `${this.#file}: found no readable JSON, required what the stand-in wrote: delete the file`,
        {
          cause: error,
        },
      );
    }
  }

  /** Readable by nobody else, for it holds secrets; renamed into place, so that a reader never sees half of it. */
  #write(things: Things): void {
    const half = `${this.#file}.${process.pid}`;
    writeFileSync(half, `${JSON.stringify(things, null, 2)}\n`, { mode: 0o600 });
    renameSync(half, this.#file);
  }
}
