import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const workspace = join(import.meta.dirname, '../../..');

/** These ask the person who started them, and nx would stand in between. */
const kDirect = ['changeset', 'release'];

interface Manifest {
  readonly name: string;
  readonly scripts?: Record<string, string>;
  readonly nx?: { readonly targets?: Record<string, unknown> };
}

const manifests = globSync('{packages,tools,examples}/*/package.json', { cwd: workspace })
  .concat('benchmarks/package.json')
  .map((file) => read(file));
const { scripts = {} } = read('package.json');

function read(file: string): Manifest {
  return JSON.parse(readFileSync(join(workspace, file), 'utf8')) as Manifest;
}

function targetsOf({ scripts = {}, nx }: Manifest): string[] {
  return [...Object.keys(scripts), ...Object.keys(nx?.targets ?? {})];
}

test('the root scripts call targets of nx', () => {
  const others = Object.entries(scripts).filter(([, script]) => !/\bnx run(-many)? /.test(script));
  assert.deepEqual(
    others.map(([name]) => name),
    kDirect,
  );
});

test('every target that a root script names is there', () => {
  for (const [name, script] of Object.entries(scripts)) {
    for (const [, project, target] of script.matchAll(/nx run ([\w-]+):([\w-]+)/g)) {
      const owner = manifests.find((one) => one.name.replace('@otel-native/', '') === project);
      assert.ok(owner && targetsOf(owner).includes(target!), `${name}: ${project}:${target}`);
    }
    for (const [, list] of script.matchAll(/nx run-many -t ([\w -]*?)(?= --|$| >)/g))
      for (const target of list!.split(' '))
        assert.ok(
          manifests.some((one) => targetsOf(one).includes(target)),
          `${name}: ${target}`,
        );
  }
});
