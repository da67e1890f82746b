// Does nothing, and ends: to measure what comes before an entry's first statement.
export {};
