// Tells whether an inline program has run: the SDK takes a connection that fails before it for a program that declares nothing.

type Program = () => Promise<Record<string, unknown>>;

/**
 * The same program, watched. Where the SDK cannot reach the engine's monitor (`UNAVAILABLE`), it swallows the error, and
 * the engine sees a program that ended well, with no resources: it would take away all that there is.
 * @returns `hasRun`: whether the program came to an end, well or not, since this was last asked
 */
export function watchedProgram(program: Program): { watched: Program; hasRun: () => boolean } {
  let ended = false;
  return {
    watched: async () => {
      try {
        return await program();
      } finally {
        ended = true;
      }
    },
    hasRun: () => {
      const had = ended;
      ended = false;
      return had;
    },
  };
}
