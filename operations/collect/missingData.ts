// Whether a monitor does what it must where nothing is measured.

export function missingDataProblems(found: string | undefined, wanted: string): string[] {
  return found === wanted ? [] : [`its onMissingData is ${found ?? "not set"}, and must be ${wanted}`];
}
