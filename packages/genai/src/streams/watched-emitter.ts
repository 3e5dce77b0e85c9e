import type { StreamWatch } from './stream-watch';

type Emit = (event: string | symbol, ...values: unknown[]) => boolean;
type Emitter = Record<'on' | 'emit', unknown>;

/** The names of the events by which an emitter delivers its stream. */
export interface StreamEvents {
  /** Default: `data`. */
  readonly chunk?: string | undefined;
  /** Default: `end`. */
  readonly end?: string | undefined;
  /** Default: `error`. */
  readonly error?: string | undefined;
  /** Default: `abort`. A `close` without an end before it counts as well. */
  readonly cancel?: string | undefined;
}

export function isEmitter(source: object): source is Emitter {
  const { on, emit } = source as Partial<Emitter>;
  return typeof on === 'function' && typeof emit === 'function';
}

/**
 * Watches the events of an emitter, and returns it. It adds no listeners: one for `data` starts a stream of Node, and one
 * for `error` hides an error that nobody handles.
 */
export function watchEmitter(source: Emitter, watch: StreamWatch, events: StreamEvents): Emitter {
  const { chunk = 'data', end = 'end', error = 'error', cancel = 'abort' } = events;
  const original = source.emit as Emit;
  const emit = function (this: unknown, event: string | symbol, ...values: unknown[]): boolean {
    if (event === chunk) watch.chunk(values[0]);
    else if (event === end) watch.end();
    else if (event === error) watch.fail(values[0]);
    else if (event === cancel || event === 'close') watch.cancel();
    return original.call(this, event, ...values);
  };
  const property = { value: emit, configurable: true, writable: true, enumerable: false };
  if (!Reflect.defineProperty(source, 'emit', property)) watch.cancel();
  else watch.guard(source);
  return source;
}
