import { readFileSync } from 'node:fs';

/**
 * What becomes part of a package although it depends on it: a package uses a few functions of the first two, and importing
 * them whole loads a hundred files; the last two are a few lines.
 */
const kBundled =
  /^(@opentelemetry\/(core|resources)|@otel-native\/api-bridge\/(log-lines|observation)|otlp-(receiver|decoder))($|\/)/;

/** Whether an import stays an import: what the package in the current folder depends on, but for what is bundled. */
export function isExternal(): (source: string) => boolean {
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  ) as { dependencies?: object; peerDependencies?: object };
  const names = Object.keys({ ...dependencies, ...peerDependencies });
  return (source) =>
    !kBundled.test(source) &&
    names.some((name) => source === name || source.startsWith(`${name}/`));
}
