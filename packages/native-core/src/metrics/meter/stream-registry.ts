import { diag } from '@opentelemetry/api';
import type { Stream } from '../aggregation/stream';
import type { Descriptor } from '../aggregation/descriptor';

type Difference = 'unit' | 'type' | 'valueType' | 'description';

/**
 * The streams of a meter by name. An instrument that is made twice records into one stream. Two instruments with the same
 * name that cannot be one metric cause a warning. https://opentelemetry.io/docs/specs/otel/metrics/sdk/#duplicate-instrument-registration
 */
export class StreamRegistry {
  readonly #byName = new Map<string, Stream[]>();

  /** Returns the existing stream of an identical instrument or view; else the stream that `make` returns. */
  findOrMake(descriptor: Descriptor, make: () => Stream): Stream {
    const key = descriptor.name.toLowerCase();
    const streams = this.#byName.get(key) ?? [];
    let found: Stream | undefined;
    for (const stream of streams) {
      const { descriptor: existing } = stream;
      const differences = differencesOf(existing, descriptor);
      if (differences.length > 0) warn(existing, descriptor, differences);
      if (differences.some((difference) => difference !== 'description' && difference !== 'name'))
        continue;
      if (descriptor.description.length > existing.description.length)
        stream.describe(descriptor.description);
      found = stream;
    }
    if (found !== undefined) return found;
    const made = make();
    streams.push(made);
    this.#byName.set(key, streams);
    return made;
  }
}

function differencesOf(existing: Descriptor, other: Descriptor): (Difference | 'name')[] {
  const names = existing.name === other.name ? [] : (['name'] as const);
  const differences = (['unit', 'type', 'valueType', 'description'] as const).filter(
    (key) => existing[key] !== other[key],
  );
  return [...names, ...differences];
}

function warn(existing: Descriptor, other: Descriptor, differences: (Difference | 'name')[]): void {
  const details = differences.map(
    (key) => `\t- ${key} '${existing[key]}' does not match '${other[key]}'`,
  );
  const isOne = differences.every((key) => key === 'description' || key === 'name');
  const outcome = isOne
    ? 'Both are one metric: with the name that was first, and the longer description.'
    : 'Both are exported, as two metrics of the same name.';
  diag.warn(
    `A view or instrument with the name ${existing.name} has already been registered and differs:\n${details.join('\n')}\n${outcome}\nTo resolve the conflict, make both the same, or rename one with a view.`,
  );
}
