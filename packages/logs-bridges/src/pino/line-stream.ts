import type { SeverityNumber } from '@opentelemetry/api';
import type { LineDestination } from '../bridge/line-destination';
import { severityNumberOf } from '../bridge/level-severity';
import type { LastLine } from './last-line';
import type { PinoStream } from './pino-logger';

const kNeedsMetadata: unique symbol = Symbol.for('pino.metadata');
const kLineStream: unique symbol = Symbol.for('otel-native.pinoLineStream');

/** What pino tells a stream of the line that it writes next, if the stream wants to know. */
interface Metadata {
  [kNeedsMetadata]?: boolean;
  lastLevel?: number | undefined;
  lastObj?: unknown;
  lastMsg?: unknown;
  lastTime?: unknown;
  lastLogger?: unknown;
}

interface Severity {
  readonly number: SeverityNumber;
  readonly text: string;
}

/** Whether lines are sent. */
export interface SendingSwitch {
  readonly isSending: boolean;
}

/**
 * Stands in front of a logger's stream: sends each line and passes it on. Everything else that is asked of it, such as
 * `flushSync()`, is asked of the stream behind it, through the prototype.
 */
export class LineStream implements PinoStream, Metadata {
  readonly [kLineStream] = true;
  /** The stream that gets the lines. */
  readonly target: PinoStream & Metadata;
  /** False once another stream has taken over. */
  isActive = true;
  readonly #destination: LineDestination;
  readonly #state: SendingSwitch;
  readonly #line: LastLine;
  readonly #labels: Readonly<Record<number, string>>;
  readonly #severities = new Map<number, Severity>();
  #lastLevel = NaN;
  #lastSeverity: Severity = { number: 0, text: '' };

  /** @param labels the names of the levels */
  constructor(
    target: PinoStream,
    destination: LineDestination,
    state: SendingSwitch,
    line: LastLine,
    labels: Readonly<Record<number, string>>,
  ) {
    this.target = target;
    this.#destination = destination;
    this.#state = state;
    this.#line = line;
    this.#labels = labels;
    // In front of the stream's own methods, behind this object's fields.
    Object.setPrototypeOf(this, Object.create(fallThrough(target), kMembers) as object);
  }

  write(line: string): unknown {
    if (this.isActive && this.#state.isSending) {
      const { level } = this.#line;
      if (level !== this.#lastLevel) this.#setLevel(level);
      const { number, text } = this.#lastSeverity;
      this.#destination.write(number, text, line);
    }
    return this.target.write(line);
  }

  #setLevel(level: number): void {
    let severity = this.#severities.get(level);
    if (severity === undefined) {
      severity = { number: severityNumberOf(level), text: this.#labels[level] ?? '' };
      this.#severities.set(level, severity);
    }
    this.#lastLevel = level;
    this.#lastSeverity = severity;
  }

  // Pino asks and tells the stream behind: to be told costs the logger as much as it costs to send the line.
  get [kNeedsMetadata](): boolean {
    return this.target[kNeedsMetadata] === true;
  }

  get lastLevel(): number | undefined {
    return this.target.lastLevel;
  }
  set lastLevel(level: number) {
    this.target.lastLevel = level;
  }

  get lastObj(): unknown {
    return this.target.lastObj;
  }
  set lastObj(object: unknown) {
    this.target.lastObj = object;
  }

  get lastMsg(): unknown {
    return this.target.lastMsg;
  }
  set lastMsg(message: unknown) {
    this.target.lastMsg = message;
  }

  get lastTime(): unknown {
    return this.target.lastTime;
  }
  set lastTime(time: unknown) {
    this.target.lastTime = time;
  }

  get lastLogger(): unknown {
    return this.target.lastLogger;
  }
  set lastLogger(logger: unknown) {
    this.target.lastLogger = logger;
  }

  /** Returns whether a value is such a stream, of any copy of this package. */
  static is(value: unknown): value is LineStream {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, kLineStream);
  }
}

const kMembers = Object.getOwnPropertyDescriptors(LineStream.prototype);
// This one is the stream's: it shows of what kind the stream is.
Reflect.deleteProperty(kMembers, 'constructor');

/** Returns an object that answers as the target does. As a prototype, it is asked only for what is no own property. */
function fallThrough(target: PinoStream): object {
  return new Proxy(target, {
    get(_, key) {
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' && key !== 'constructor' ? value.bind(target) : value;
    },
    set: (_, key, value) => Reflect.set(target, key, value, target),
  });
}
