import type { Options } from 'tsup';

type Plugin = NonNullable<Options['plugins']>[number];

/**
 * Makes the `var`s that esbuild turns top-level constants into constants again: V8 folds a `const` of a module into
 * optimised code, but has to load a `var` and check it at each use (docs/performance.md).
 */
export function constants(): Plugin {
  return {
    name: 'constants',
    renderChunk(code, { type }) {
      if (type !== 'chunk') return undefined;
      return {
        code: code
          .replace(/^var (\w+) = /gm, (declaration, name: string) =>
            isReassigned(code, name) ? declaration : `const ${name} = `,
          )
          .replace(/^var (\{[^}]+\}) = /gm, 'const $1 = '),
      };
    },
  };
}

/** Errs on the safe side: a property or a local of that name counts as well. */
function isReassigned(code: string, name: string): boolean {
  const escaped = name.replaceAll('$', '\\$&');
  const assignment = new RegExp(
    `(?<![\\w$.])${escaped} (?:[-+*/%&|^?]|\\?\\?|<<|>>>?)?= |(?:\\+\\+|--)${escaped}\\b|(?<![\\w$.])${escaped}(?:\\+\\+|--)`,
    'g',
  );
  return (code.match(assignment) ?? []).length > 1;
}
