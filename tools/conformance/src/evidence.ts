/** A test, named as its source names it. */
export interface TestReference {
  /** From the root of the repository. */
  readonly file: string;
  /**
   * The title of a test, of a group of tests or of a case in a table. What differs from case to case in it is written `…`:
   * `limits … keep …` for `test.each(…)('limits %j keep %j')` or a template.
   */
  readonly title: string;
  /** Of several cases under one title the one that is meant: a text or a property of the source. */
  readonly row?: string;
}

/** Why we say that a feature is there, or why it is not. */
export type Evidence =
  | { readonly tests: readonly TestReference[]; readonly note?: string }
  | { readonly reason: string };

/** Evidence for each feature of a group, or for all of them at once. */
export type Group = Readonly<Record<string, Evidence>> | Evidence;

/** Evidence for each group; `''` is the group of features that have none. */
export type Section = Readonly<Record<string, Group>> | Evidence;

/** Makes references to the tests of one file. */
export function testsOf(file: string): (title: string, row?: string) => TestReference {
  return (title, row) => ({ file, title, ...(row !== undefined && { row }) });
}

export function shown(...tests: TestReference[]): Evidence {
  return { tests };
}

/** Shown, with something that the reader has to know beside it. */
export function shownWithNote(note: string, ...tests: TestReference[]): Evidence {
  return { tests, note };
}

export function notThere(reason: string): Evidence {
  return { reason };
}

export function isEvidence(value: Section | Group): value is Evidence {
  return 'tests' in value || 'reason' in value;
}
