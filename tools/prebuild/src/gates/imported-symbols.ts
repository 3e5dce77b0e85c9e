import type { Job } from '../addons.ts';
import type { Import } from '../binary-facts.ts';
import { muslExports } from '../musl-exports.ts';
import { nodeSymbols } from '../node-symbols.ts';
import type { Target } from '../targets.ts';
import type { Gate } from './gate.ts';

/** Everything that the binary asks for is there: in the system's libraries, or in the oldest Node. */
export const importedSymbols: Gate = (facts, job) => {
  const known = nodeSymbols(job.release, job.target.os);
  return [
    ...facts.needed
      .filter((name) => !isSystemLibrary(name, job.target))
      .map((name) => `needs the library ${name}`),
    ...facts.imports
      .filter((one) => !isInLibc(one, job) && !known.has(one.name))
      .map(
        ({ name }) => `asks for ${name}, which ${job.release[job.target.os].spec} does not have`,
      ),
  ];
};

const libraries: Record<Target['libc'], RegExp> = {
  glibc: /^(lib(c|m|dl|pthread)\.so\.\d|ld-linux[-\w]*\.so\.\d)$/,
  musl: /^libc\.so$/,
  libSystem: /^\/usr\/lib\/libSystem\.B\.dylib$/,
};

function isSystemLibrary(name: string, { libc }: Target): boolean {
  return libraries[libc].test(name);
}

let musl: ReadonlySet<string> | undefined;

function isInLibc({ name, version }: Import, { target }: Job): boolean {
  return target.libc === 'musl' ? (musl ??= muslExports()).has(name) : version !== null;
}
