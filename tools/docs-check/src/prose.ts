/** Sentences that begin so that a reader has to come back to their start. */
import { proseLines } from './markdown.ts';

/** At the start of a paragraph or an item, or behind the end of a sentence. */
const beginning = /(?:^(?:\s*(?:[-*]|\d+\.) )?|[.!?] )((?:Of|Which|That of) .{0,30})/;

/** Questions of headings are fine. */
export function hardSentences(page: string, text: string): string[] {
  return proseLines(text).flatMap((line, index) => {
    const [, sentence] = line.startsWith('#') ? [] : (beginning.exec(line) ?? []);
    return sentence === undefined
      ? []
      : [`${page}:${index + 1}: "${sentence.trim()}": begin with the subject`];
  });
}
