import type { Plugin, ProgramNode } from 'rollup';

/**
 * Makes a class at the top level the value of a constant: a class declaration is a binding that code may assign to, so V8 loads it
 * at each use, and folds a constant (docs/adr/0014-rollup-keeps-constants.md).
 */
export function constantClasses(): Plugin {
  return {
    name: 'constant-classes',
    renderChunk(code) {
      let result = code;
      // From the end, so that the places of those before stay right.
      for (const { start, end, id } of classesOf(this.parse(code)).reverse()) {
        const value = `class${code.slice(id.end, end)};`;
        result = `${result.slice(0, start)}const ${id.name} = ${value}${result.slice(end)}`;
      }
      return { code: result, map: null };
    },
  };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

interface ClassNode extends Place {
  readonly id: Place & { readonly name: string };
}

function classesOf(program: ProgramNode): ClassNode[] {
  const classes = program.body.filter((node) => node.type === 'ClassDeclaration');
  return classes as unknown as ClassNode[];
}
