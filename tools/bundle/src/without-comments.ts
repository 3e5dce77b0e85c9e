import type { Plugin, ProgramNode } from 'rollup';
import { nodesOf, type SyntaxNode } from './syntax-nodes.ts';

/** A comment, with the spaces around it if it fills its lines. Not a mark for other bundlers, as `#__PURE__`. */
const kComment = /(^[ \t]*)?(?:\/\*(?!\s*[@#]__)[^]*?\*\/|\/\/.*)([ \t]*\n)?/gm;

/** Removes the comments that esbuild keeps, which are those of class members: the types have them too. */
export function withoutComments(): Plugin {
  return {
    name: 'without-comments',
    renderChunk(code) {
      let result = '';
      let from = 0;
      for (const match of masked(code, this.parse(code)).matchAll(kComment)) {
        const [comment, before, after] = match;
        result += code.slice(from, match.index) + remainder(comment, before, after);
        from = match.index + comment.length;
      }
      return { code: result + code.slice(from), map: null };
    },
  };
}

/** Covers texts and regular expressions, as something in them may look like a comment. */
function masked(code: string, program: ProgramNode): string {
  let result = '';
  let from = 0;
  for (const { start, end } of textsOf(program)) {
    result += code.slice(from, start) + 'x'.repeat(end - start);
    from = end;
  }
  return result + code.slice(from);
}

/** Returns texts and regular expressions in the order of the code. Those between parts of a template follow it in the tree. */
function textsOf(program: ProgramNode): SyntaxNode[] {
  const texts = [...nodesOf(program)].filter(
    ({ type }) => type === 'Literal' || type === 'TemplateElement',
  );
  return texts.sort((a, b) => a.start - b.start);
}

/** Returns what stays of a comment: a line that it shares with code may end a statement. */
function remainder(comment: string, before?: string, after?: string): string {
  if (before !== undefined && after !== undefined) return '';
  return comment.trim().includes('\n') ? '\n' : (before ?? ' ') + (after ?? '');
}
