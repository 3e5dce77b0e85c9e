import type { LossCause, SinkStatus } from './shared-enums.gen';

/** What the native threads did up to a flush. */
export interface FlushOutcome {
  /** Items lost between the request and the end of the flush. */
  readonly lostItems: number;
  readonly message: string;
}

/** Counters of the native side; see `DropCounts` and `PipelineStats` of api-bridge. */
export interface NativeStats {
  /** Data points that were made of metrics. */
  readonly collected: number;
  readonly exported: number;
  readonly rejected: number;
  readonly exportFailed: number;
  readonly queueFull: number;
  readonly shutdown: number;
  /** Lost with a spool file that was cut short. */
  readonly unreadable: number;
  readonly batches: number;
  readonly exportedBytes: number;
  readonly retries: number;
  readonly queuedBytes: number;
  readonly corrupt: boolean;
  readonly lastError: string;
}

/** Hands a batch to a JavaScript sink. */
export type SendToSink = (
  bytes: Uint8Array,
  itemCount: number,
  settle: (status: SinkStatus, number: number, message: string) => void,
) => void;

/** Called when something is lost, and when an outage begins or ends; must not throw. */
export type TellLoss = (cause: LossCause, items: number, message: string) => void;

/** All numbers checked: positive, or infinite where there is no limit. */
export interface NativePipelineOptions {
  readonly maxExportBatchSize: number;
  readonly maxExportBatchBytes: number;
  readonly maxQueueBytes: number;
  readonly maxQueueSize: number;
  readonly scheduledDelayMillis: number;
  readonly exportTimeoutMillis: number;
  readonly exitTimeoutMillis: number;
}

/** What the native halves of all pipelines have in common (`native/binding/pipeline-control.cpp`). */
export interface NativePipelineControl {
  flush(): Promise<FlushOutcome>;
  /**
   * Blocks; false when the time was not enough: what was not sent is then dropped and counted, and the pipeline ends.
   * With `endsProcess` nothing else at the end of the process waits longer than this.
   */
  flushAtExit(timeoutMillis: number, endsProcess: boolean): boolean;
  /** The thread ends and the process does not: what is left is sent without it, unless nobody listens. */
  leave(): void;
  /** Sends what is left, within the time, and ends the pipeline. */
  close(timeoutMillis: number): Promise<FlushOutcome>;
  stats(): NativeStats;
}

export interface NativeRecordStats extends NativeStats {
  /** What waits is in a spool file that the next process will find. */
  readonly isKept: boolean;
  /** It has ended, and nobody will find what waited in its spool. */
  readonly isAbandoned: boolean;
}

/** The native half of a pipeline of records (`native/binding/record-pipeline-handle.cpp`). */
export interface NativeRecordPipeline extends NativePipelineControl {
  /** There is a batch to read. */
  wake(): void;
  /** Empties the ring; false when the queue's limit is reached. */
  moveRingToHeap(): boolean;
  /**
   * Adds `count` bytes, one record, after all in the ring; false as above. What others build on (`isNeeded`) is
   * taken beyond the limit as well.
   */
  append(record: Uint8Array, count: number, isNeeded: boolean): boolean;
  /** Keeps a definition for whoever recovers the spool, until a better one is appended. */
  save(record: Uint8Array, count: number): boolean;
  /** After the close: gives the pages of a ring that is no file back to the system. Nothing may be written from then on. */
  letRingGo(): void;
  /**
   * Goes over to the file that native code made when the spool's own was lost, or to memory alone. The writer has
   * written up to `writeTicket`, `written` items in all. Returns the number of those that are lost with its content:
   * then all strings are to be defined anew. -1 when the content is whole.
   */
  moveSpool(writeTicket: number, written: number): number;
  stats(): NativeRecordStats;
}

/** The native half of a meter provider's pipeline (`native/binding/metric-pipeline-handle.cpp`). */
export interface NativeMetricPipeline extends NativePipelineControl {
  /** Makes memory known that series will lie in. */
  addChunk(chunk: Float64Array): void;
  /** Adds `count` bytes, one record; wakes the drain thread where that waits for it. */
  define(record: Uint8Array, count: number, wakes: boolean): void;
  /** Whether there are callbacks to run before a collection. */
  setObserves(observes: boolean): void;
  /**
   * Takes values of observable instruments, for series that were defined. Both arrays are copied; a target is
   * `kTargetWords` long. What was observed together has one `round`.
   */
  observe(targets: Uint32Array, values: Float64Array, round: number, startMillis: number): void;
  /** Asks an observer (`otel_native/observer.h`) before each collection. Gives its number; 0 for what is none. */
  addObserver(nativeHandle: object): number;
  /** What the values of a layout are, as in `observe`. */
  setTargets(observer: number, layout: number, targets: Uint32Array): void;
  removeObserver(observer: number): void;
  /** The callbacks of a round have run. */
  observed(round: number): void;
  /** Whether a collection still waits for what the callbacks of a round observe. */
  awaits(round: number): boolean;
}

/** A file that holds a pipeline's ring and records (`native/spool`). */
export interface NativeSpool {
  readonly ring: Uint8Array;
  /** For the pipeline. */
  readonly spool: object;
}

/** Something to tell the user. */
export interface SpoolMessage {
  readonly code: string;
  readonly message: string;
}

/** Checked: positive numbers. */
export interface NativeSpoolLimits {
  readonly maxBytes: number;
  readonly maxTotalBytes: number;
  readonly maxAgeMillis: number;
}

export interface NativeRecoveryOutcome {
  readonly spans: number;
  readonly lost: number;
  readonly damagedFiles: number;
  readonly lastError: string;
}

/** What sends the files of dead processes. */
export interface NativeRecovery {
  /** How many it took over. */
  readonly files: number;
  readonly messages: readonly SpoolMessage[];
  readonly done: Promise<NativeRecoveryOutcome>;
  /** Leaves what was not answered for in the files; then `done` resolves soon. */
  stop(): void;
}

export interface Addon {
  readonly formatHash: string;
  /** False in worker threads. */
  readonly isMainThread: boolean;
  /** Blocks until the pipelines of all threads have ended, within the time; what is lost then goes to stderr. */
  flushThreads(timeoutMillis: number): void;
  readonly RecordPipeline: new (
    ring: Uint8Array,
    options: NativePipelineOptions,
    exporter: object | SendToSink,
    tellLoss: TellLoss,
    spool?: object,
  ) => NativeRecordPipeline;
  readonly MetricPipeline: new (
    control: Uint8Array,
    options: NativePipelineOptions,
    exporter: object | SendToSink,
    tellLoss: TellLoss,
    /** Has the callbacks run; must not throw. */
    observe: (round: number) => void,
  ) => NativeMetricPipeline;
  openSpool(
    directory: string,
    ringBytes: number,
    limits: NativeSpoolLimits,
  ): NativeSpool | { readonly error: SpoolMessage };
  recoverSpool(
    directory: string,
    limits: NativeSpoolLimits,
    options: NativePipelineOptions,
    exporter: object | SendToSink,
    keepsEventLoopAlive: boolean,
  ): NativeRecovery | { readonly error: SpoolMessage };
}
