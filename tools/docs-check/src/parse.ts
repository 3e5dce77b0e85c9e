/** Languages of which the syntax is checked, and nothing runs. */
import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';

import { problemAt, type PlacedBlock } from './placed-block.ts';

type Blocks = readonly PlacedBlock[];

export function parseShell(_root: string, blocks: Blocks): string[] {
  return blocks.flatMap((block) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: block.code, encoding: 'utf8' });
    return status === 0 ? [] : [problemAt(block, 0, stderr.trim())];
  });
}

export function parseYaml(_root: string, blocks: Blocks): string[] {
  return blocks.flatMap((block) =>
    parseAllDocuments(block.code).flatMap(({ errors }) =>
      errors.map(({ message, linePos }) =>
        problemAt(block, (linePos?.[0].line ?? 1) - 1, message.split('\n')[0] ?? ''),
      ),
    ),
  );
}

export function parseJson(_root: string, blocks: Blocks): string[] {
  return blocks.flatMap((block) => {
    try {
      JSON.parse(block.code);
      return [];
    } catch (error) {
      return [problemAt(block, 0, String(error))];
    }
  });
}

const instruction =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR) \S/;

/** Each line is a comment, an instruction, or goes on with the one before. */
export function parseDockerfile(_root: string, blocks: Blocks): string[] {
  return blocks.flatMap((block) => {
    const lines = block.code.split('\n');
    return lines.flatMap((line, index) => {
      const goesOn = lines[index - 1]?.endsWith('\\') ?? false;
      const isFine = goesOn || line === '' || line.startsWith('#') || instruction.test(line);
      return isFine ? [] : [problemAt(block, index, 'this is no instruction of a Dockerfile')];
    });
  });
}
