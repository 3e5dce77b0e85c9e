/**
 * The header `Forwarded`: https://www.rfc-editor.org/rfc/rfc7239#section-4
 */

/** What one proxy wrote: parameters by their names in lower case. */
export type ForwardedElement = Readonly<Record<string, string | undefined>>;

/** A parameter: a name, a value that may be quoted, and what follows. */
const kParameter =
  /([!#$%&'*+\-.^_`|~\w]+)=(?:([!#$%&'*+\-.^_`|~\w]+)|"((?:[^"\\]|\\.)*)")[ \t]*([;,]|$)[ \t]*/y;

/** Returns the elements, the nearest to the client first; none if the header is malformed, as nothing in it can be trusted. */
export function parseForwarded(header: string): readonly ForwardedElement[] {
  const elements: ForwardedElement[] = [];
  let element: Record<string, string> = {};
  kParameter.lastIndex = 0;
  for (;;) {
    const match = kParameter.exec(header);
    if (match === null) return [];
    const [, name, token, quoted, delimiter] = match;
    element[name!.toLowerCase()] = token ?? quoted!.replace(/\\(.)/g, '$1');
    if (delimiter === ';') continue;
    elements.push(element);
    if (delimiter === '') return elements;
    element = {};
  }
}
