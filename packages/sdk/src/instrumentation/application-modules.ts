import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

/** Modules of telemetry packages do not count as the application's. */
const kTelemetry = /[\\/]node_modules[\\/]@(opentelemetry|otel-native)[\\/]/;

/**
 * Returns the files that the application loaded with `require`, and the CommonJS modules that its ES modules import.
 * Leaves out modules that only telemetry loaded, such as an exporter's gRPC.
 */
export function applicationModules(): Set<string> {
  const modules = Object.values(createRequire(join(sep, 'any.js')).cache).filter(
    (one) => one !== undefined,
  );
  const children = new Set(modules.flatMap((one) => one.children));
  const reached = new Set<string>();
  const waiting = modules.filter((one) => !children.has(one));
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (reached.has(module.filename) || kTelemetry.test(module.filename)) continue;
    reached.add(module.filename);
    waiting.push(...module.children);
  }
  return reached;
}

/** Whether the files include the entry of the package with this name. */
export function loadedPackage(name: string, files: ReadonlySet<string>): boolean {
  const part = join(sep, 'node_modules', name, sep);
  const folders = new Set<string>();
  for (const file of files) {
    const index = file.lastIndexOf(part);
    if (index >= 0) folders.add(file.slice(0, index + part.length));
  }
  return [...folders].some((folder) => files.has(entryOf(folder)));
}

function entryOf(folder: string): string {
  try {
    return createRequire(folder).resolve(folder);
  } catch {
    return '';
  }
}
