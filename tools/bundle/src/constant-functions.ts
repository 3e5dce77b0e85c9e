import type { Plugin, ProgramNode } from 'rollup';
import { nodesOf, type SyntaxNode } from './syntax-nodes.ts';

/**
 * Makes a function at the top level the value of a constant, as `constant-classes.ts` does with classes. The constants lie in front of
 * the first statement, so that each function exists from the beginning, as a declaration does.
 */
export function constantFunctions(): Plugin {
  return {
    name: 'constant-functions',
    renderChunk(code) {
      const program = this.parse(code);
      const start = firstStatement(program)?.start ?? code.length;
      const constants: string[] = [];
      let rest = '';
      let from = start;
      for (const node of functionsOf(program)) {
        constants.push(constantOf(code, node));
        rest += code.slice(from, node.start);
        from = node.end;
      }
      rest += code.slice(from);
      return { code: code.slice(0, start) + constants.join('') + rest, map: null };
    },
  };
}

interface FunctionNode extends SyntaxNode {
  readonly id: SyntaxNode & { readonly name: string };
}

function firstStatement(program: ProgramNode): SyntaxNode | undefined {
  const statements = program.body as unknown as SyntaxNode[];
  return statements.find((node) => !isImport(node) && node.directive === undefined);
}

/** Returns true for imports, and for exports from other modules. */
function isImport({ type, source }: SyntaxNode): boolean {
  return type === 'ImportDeclaration' || (type.startsWith('Export') && source != null);
}

/** Returns the declarations that nothing is assigned to. */
function functionsOf(program: ProgramNode): FunctionNode[] {
  const assigned = new Set<unknown>();
  for (const { type, left } of nodesOf(program))
    if (type === 'AssignmentExpression') assigned.add((left as { name?: string }).name);
  const functions = program.body.filter((node) => node.type === 'FunctionDeclaration');
  return (functions as unknown as FunctionNode[]).filter(({ id }) => !assigned.has(id.name));
}

function constantOf(code: string, { start, end, id }: FunctionNode): string {
  const keyword = code.slice(start, id.start).trim();
  return `const ${id.name} = ${keyword} ${code.slice(id.end, end)};\n`;
}
