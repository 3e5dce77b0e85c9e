/** A fenced block behind a comment `<!-- quick-start: NAME -->`. */
export interface Step {
  /** `terminal 1`, `terminal 2`, or the name of the file that the block is. */
  readonly name: string;
  readonly text: string;
}

const kStep = /<!-- quick-start: (.+?) -->\s*^```\w*\n([\s\S]*?)^```$/gm;

/** The steps of a page's quick start, in their order. */
export function readQuickStart(page: string): Step[] {
  return [...page.matchAll(kStep)].map(([, name = '', text = '']) => ({ name, text }));
}

/** The commands of a step that is typed into a terminal; undefined for a file. */
export function commandsOf({ name, text }: Step): string[] | undefined {
  if (!name.startsWith('terminal ')) return undefined;
  return text.split('\n').filter((line) => line.trim() !== '');
}
