/**
 * Returns whether a name equals a pattern, where `*` stands for any characters and `?` for a single one. Upper and lower
 * case differ. Takes at most as many steps as both lengths multiplied: a regular expression may take far longer.
 */
export function matchesWildcards(name: string, pattern: string): boolean {
  const characters = [...name];
  const wanted = [...pattern];
  let at = 0;
  let next = 0;
  /** The last `*`, and where the characters begin that it does not cover. */
  let star = -1;
  let afterStar = 0;
  while (at < characters.length) {
    if (wanted[next] === '*') {
      star = next++;
      afterStar = at;
    } else if (next < wanted.length && (wanted[next] === '?' || wanted[next] === characters[at])) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++afterStar;
    } else {
      return false;
    }
  }
  while (wanted[next] === '*') next++;
  return next === wanted.length;
}
