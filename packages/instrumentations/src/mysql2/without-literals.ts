/**
 * Where a literal, an identifier in quotes or a comment begins; or all of a number, or of the start of a comment that the
 * server executes. Comments begin where mysql2 sees them begin: it replaces no placeholders in them.
 */
const kToken = /['"`#]|--(?![!-\uffff])|\/\*(?:[!+]\d*)?|\b(?:\d[\d.]*[eE][+-]\d+|\d[\w.]*)/g;

/** First characters of tokens that are kept: comments and names. */
const kKept = '`#-/';

/** What ends a comment. */
const kCommentEnds: Readonly<Record<string, string>> = { '#': '\n', '--': '\n', '/*': '*/' };

/**
 * Returns a statement with `?` in the place of each number and each string in quotes. Keeps names in back quotes, and
 * comments that the server does not execute.
 *
 * A scanner, as one pattern for strings takes quadratic time on some texts, and the stack of a pattern on long ones.
 */
export function withoutLiterals(statement: string): string {
  let masked = '';
  let copied = 0;
  const token = new RegExp(kToken);
  for (let found = token.exec(statement); found !== null; found = token.exec(statement)) {
    const [start] = found;
    const end = endOf(statement, found.index, start);
    if (isLiteral(start)) {
      const from = start === "'" ? withPrefix(statement, found.index, copied) : found.index;
      masked += statement.slice(copied, from) + '?';
      copied = end;
    }
    token.lastIndex = end;
  }
  return masked + statement.slice(copied);
}

function isLiteral(start: string): boolean {
  return !kKept.includes(start[0]!);
}

function endOf(statement: string, index: number, start: string): number {
  if (start === "'" || start === '"' || start === '`') return endOfQuoted(statement, index, start);
  const commentEnd = kCommentEnds[start];
  if (commentEnd === undefined) return index + start.length;
  const end = statement.indexOf(commentEnd, index + start.length);
  return end < 0 ? statement.length : end + commentEnd.length;
}

/** A doubled quote makes two strings of one, which both are masked. */
function endOfQuoted(statement: string, index: number, quote: string): number {
  for (let at = index + 1; at < statement.length; at++) {
    if (statement[at] === quote) return at + 1;
    if (statement[at] === '\\' && quote !== '`') at++;
  }
  return statement.length;
}

/** A buffer is written as `X'00ff'`. */
function withPrefix(statement: string, index: number, copied: number): number {
  return index > copied && /[xX]/.test(statement[index - 1]!) ? index - 1 : index;
}
