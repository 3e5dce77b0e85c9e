import { constants, enumerations, layouts } from '../../packages/native-core/schema/index.ts';
import { place } from './layout.ts';

/** The document with the text between each pair of `<!-- table NAME -->` and `<!-- end -->` made anew. */
export function documentWithTables(document: string): string {
  const known = tables();
  return document.replace(
    /(<!-- table (\S+) -->\n)[^]*?(<!-- end -->)/g,
    (_match, begin: string, name: string, end: string) => {
      const table = known.get(name);
      if (table === undefined)
        throw new Error(`docs/record-format.md asks for an unknown table ${name}`);
      return `${begin}\n${table}\n${end}`;
    },
  );
}

function tables(): Map<string, string> {
  const result = new Map<string, string>();
  for (const layout of layouts) {
    const { fields, bytes } = place(layout);
    const rows = fields.map((field) => [String(field.offset), field.name, field.type, field.doc]);
    result.set(
      layout.name,
      `${layout.doc} ${bytes} bytes.\n\n${table(['offset', 'field', 'type', 'meaning'], rows)}`,
    );
  }
  for (const { name, doc, members } of enumerations) {
    const rows = members.map((member) => [String(member.value), member.name, member.doc]);
    result.set(name, `${doc}\n\n${table(['value', 'name', 'meaning'], rows)}`);
  }
  const rows = constants.map(({ name, value, doc }) => [`k${name}`, String(value), doc]);
  result.set('constants', table(['constant', 'value', 'meaning'], rows));
  return result;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line), ''].join('\n');
}
