/** What of a run of all cases did not come about: by case, why. */
export type Failures = ReadonlyMap<string, string>;

/**
 * Runs one case after the other, whatever becomes of those before: a run of hours should not end for a part that is missing. Gives what
 * failed.
 */
export async function runAllCases(
  names: readonly string[],
  run: (name: string) => Promise<void>,
  report: (line: string) => void,
): Promise<Failures> {
  const failures = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    report(`\n=== ${name}, case ${index + 1} of ${names.length}`);
    try {
      await run(name);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.set(name, reason);
      report(`${name} was left out: ${reason}`);
    }
  }
  return failures;
}
