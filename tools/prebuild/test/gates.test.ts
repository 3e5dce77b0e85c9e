import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readBinaries, type BinaryFacts } from '../src/binary-facts.ts';
import { problemsOf } from '../src/gates/index.ts';
import { factsOf, jobFor, temporaryFolder } from './bad-binary.ts';

const kMusl = { triple: 'x86_64-linux-musl', flags: ['-dynamic'] };
const kMac = {
  triple: 'x86_64-macos.12.0',
  flags: ['-Wl,-undefined,dynamic_lookup'],
};

test('a binary with Node’s entry points alone passes, on each system', async () => {
  const call = 'void napi_create_object(void); void run(void) { napi_create_object(); }';
  assert.deepEqual(problemsOf(await factsOf({ code: call }), jobFor('linux-x64')), []);
  assert.deepEqual(
    problemsOf(await factsOf({ code: call, ...kMusl }), jobFor('linuxmusl-x64')),
    [],
  );
  assert.deepEqual(problemsOf(await factsOf({ code: call, ...kMac }), jobFor('darwin-x64')), []);
});

test('a symbol of a newer glibc is found', async () => {
  const code = `
    #include <pthread.h>
    __attribute__((visibility("default"))) void *napi_unused(void) { return pthread_create; }`;
  const facts = await factsOf({ code, triple: 'x86_64-linux-gnu.2.34' });
  assert.deepEqual(problemsOf(facts, jobFor('linux-x64')), [
    'needs pthread_create of GLIBC_2.34; GLIBC_2.28 is the newest allowed',
    'exports napi_unused',
  ]);
});

test('a newer macOS is found', async () => {
  const facts = await factsOf({ ...kMac, triple: 'x86_64-macos.13.0' });
  assert.deepEqual(problemsOf(facts, jobFor('darwin-x64')), ['needs macOS 13.0, not 12.0']);
});

test('an entry point that is missing, and a symbol that leaks, are found', async () => {
  const facts = await factsOf({
    code: '__attribute__((visibility("default"))) void leaked(void) {}',
    flags: ['-Dnode_api_module_get_api_version_v1=other'],
  });
  assert.deepEqual(problemsOf(facts, jobFor('linux-x64')), [
    'does not export node_api_module_get_api_version_v1',
    'exports leaked',
    'exports other',
  ]);
});

test('a name that Node does not have is found, on each system', async () => {
  const code = `
    void napi_of_the_future(void);
    __attribute__((visibility("default"))) void napi_register_module_v2(void) { napi_of_the_future(); }`;
  const problems = async (target: string, library: object) => {
    const job = jobFor(target);
    const { spec } = job.release[job.target.os];
    const found = problemsOf(await factsOf({ code, ...library }), job);
    return found.map((problem) => problem.replace(spec, 'Node'));
  };
  const expected = (name: string) => [
    'exports napi_register_module_v2',
    `asks for ${name}, which Node does not have`,
  ];
  assert.deepEqual(await problems('linux-x64', {}), expected('napi_of_the_future'));
  assert.deepEqual(await problems('linuxmusl-x64', kMusl), expected('napi_of_the_future'));
  assert.deepEqual(await problems('darwin-x64', kMac), expected('_napi_of_the_future'));
});

test('a file for another processor is found', async () => {
  const facts = await factsOf({ triple: 'aarch64-linux-gnu.2.28' });
  assert.deepEqual(problemsOf(facts, jobFor('linux-x64')), [
    'is elf for AARCH64, not elf for X86_64',
  ]);
});

test('a file above its budget is found', async () => {
  const facts = await factsOf({});
  const [problem] = problemsOf(facts, jobFor('linux-x64', { budgetKilobytes: 1 }));
  assert.equal(problem, `has ${facts.bytes} bytes; 1000 are allowed`);
});

test('an executable stack is found', async () => {
  const facts = await factsOf({});
  // zig has no flag for it.
  const executable = { ...facts, executableStack: true } as BinaryFacts;
  assert.deepEqual(problemsOf(executable, jobFor('linux-x64')), ['asks for an executable stack']);
});

test('a file that is no binary is found', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'addon.node');
  writeFileSync(path, 'not a binary');
  assert.deepEqual(problemsOf(readBinaries([path])[0]!, jobFor('linux-x64')), ['is no binary']);
});
