import assert from 'node:assert/strict';
import { test } from 'node:test';

import { libcOf, prebuiltTargets } from '../src/target.ts';
import { Folder } from './package-folder.ts';

test('the libc of an executable is read from the linker that it names', () => {
  using folder = new Folder();
  const elf = (linker: string) => folder.write('elf', `\x7fELF${'\0'.repeat(700)}${linker}\0`);
  assert.equal(libcOf(elf('/lib64/ld-linux-x86-64.so.2')), 'glibc');
  assert.equal(libcOf(elf('/lib/ld-linux-aarch64.so.1')), 'glibc');
  assert.equal(libcOf(elf('/lib/ld-musl-x86_64.so.1')), 'musl');
  assert.equal(libcOf(elf('')), undefined);
  assert.equal(libcOf(folder.write('empty', '')), undefined);
  assert.equal(libcOf('/nowhere'), undefined);
});

test('the dynamic linker names no other: that of musl is known by its path', () => {
  using folder = new Folder();
  assert.equal(libcOf(folder.write('x86_64-linux-musl/libc.so', '\x7fELF')), 'musl');
  assert.equal(libcOf(folder.write('ld-musl-x86_64.so.1', '\x7fELF')), 'musl');
  assert.equal(libcOf(folder.write('x86_64-linux-gnu/ld-2.31.so', '\x7fELF')), undefined);
});

test(
  'the libc of this process is the one that Node reports',
  { skip: process.platform !== 'linux' },
  () => {
    const { header } = process.report.getReport() as unknown as {
      header: { glibcVersionRuntime?: string };
    };
    const expected = header.glibcVersionRuntime === undefined ? 'linuxmusl' : 'linux';
    assert.deepEqual(prebuiltTargets(), [`${expected}-${process.arch}`]);
  },
);
