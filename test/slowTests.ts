// The tests that may take longer than 20 s, by their whole title, each with the reason.
export const slowTests: Readonly<Record<string, string>> = {
  "the code has no error of types":
    "the compiler reads the types of four providers, once for each fresh clone",
  "an interrupt of an update at a terminal is one graceful cancel, leaves no lock, and the next update goes on":
    "two updates one after the other, each behind npm and with a policy pack that starts cold",
};
