// The tests that may take longer than 20 s, by their whole title, each with the reason.
export const slowTests: Readonly<Record<string, string>> = {
  "the code has no error of types":
    "the compiler reads the types of four providers, once for each fresh clone",
};
