/** The parts of a Markdown page that can be wrong without anybody noticing. */

export interface CodeBlock {
  /** Number of the line of its first line of code, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** What the comment before it says, such as `run` in `<!-- run -->`. */
  readonly mark?: string;
}

export interface Link {
  readonly line: number;
  readonly target: string;
}

const comment = /^\s*<!-- (.+) -->$/;
const fence = /^(\s*)(```+)(\w*)/;
/** `[text](target)`; a text may hold an image. With a backslash it is none. */
const link = /(?<!\\)\]\(([^()\s]+)\)/g;

/** The fenced blocks of a page. */
export function codeBlocks(text: string): CodeBlock[] {
  const lines = text.split('\n');
  const blocks: CodeBlock[] = [];
  for (let start = 0; start < lines.length; start++) {
    const [, indent = '', marks, language = ''] = fence.exec(lines[start] ?? '') ?? [];
    if (marks === undefined) continue;
    let end = start + 1;
    while (end < lines.length && lines[end]?.trim() !== marks) end++;
    const code = lines.slice(start + 1, end).map((line) => line.slice(indent.length));
    const [, mark] = comment.exec(previousLine(lines, start)) ?? [];
    const block = { line: start + 2, language, code: code.join('\n') };
    blocks.push(mark === undefined ? block : { ...block, mark });
    start = end;
  }
  return blocks;
}

/** The last line before this one that is not empty: Prettier puts an empty one behind a comment. */
function previousLine(lines: readonly string[], start: number): string {
  return lines.slice(0, start).findLast((line) => line.trim() !== '') ?? '';
}

/** Links to other pages, files and headings; what stands in code is none. */
export function relativeLinks(text: string): Link[] {
  return withoutCode(text).flatMap((line, index) =>
    [...line.matchAll(link)]
      .map(([, target = '']) => ({ line: index + 1, target }))
      .filter(({ target }) => !/^[a-z][a-z0-9+.-]*:/i.test(target)),
  );
}

/** What stands in `inline code`, outside of blocks. */
export function inlineCode(text: string): { line: number; code: string }[] {
  return withoutCode(text, false).flatMap((line, index) =>
    [...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => ({ line: index + 1, code })),
  );
}

/** The fragments by which GitHub reaches the headings of a page. */
export function headingAnchors(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const line of withoutCode(text, false)) {
    const [, title] = /^#{1,6} +(.+)$/.exec(line) ?? [];
    if (title === undefined) continue;
    const anchor = anchorOf(title);
    let unused = anchor;
    for (let count = 1; anchors.has(unused); count++) unused = `${anchor}-${count}`;
    anchors.add(unused);
  }
  return anchors;
}

function anchorOf(title: string): string {
  const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}\p{M}\p{Pc}\- ]/gu, '').replaceAll(' ', '-');
}

/** The lines of a page, empty where they are code. */
export function proseLines(text: string): string[] {
  return withoutCode(text);
}

function withoutCode(text: string, inlineToo = true): string[] {
  let open: string | undefined;
  return text.split('\n').map((line) => {
    const marks = fence.exec(line)?.[2];
    if (open === undefined && marks === undefined)
      return inlineToo ? line.replace(/`[^`]*`/g, '') : line;
    if (open === undefined) open = marks;
    else if (line.trim() === open) open = undefined;
    return '';
  });
}
