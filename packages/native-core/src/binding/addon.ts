import type { LossCause, SinkStatus } from './shared-enums.gen';

/** The result of a flush. */
export interface FlushOutcome {
  /** Items lost between the request and the end of the flush. */
  readonly lostItems: number;
  readonly message: string;
}

/** Counters of the native side; see `DropCounts` and `PipelineStats` of api-bridge. */
export interface NativeStats {
  /** Data points collected from metrics. */
  readonly collected: number;
  readonly exported: number;
  readonly rejected: number;
  readonly exportFailed: number;
  /** Items that the receiver refused for their size, and those above `maxItemBytes`. */
  readonly tooLarge: number;
  readonly queueFull: number;
  readonly shutdown: number;
  /** Items lost because something cut the spool file short. */
  readonly unreadable: number;
  /** Values that the native side cut, in log lines. */
  readonly cutValues: number;
  /** Log lines that are no JSON. */
  readonly unparsedLines: number;
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

/** Options that were checked: every number is positive, or infinite for no limit, unless it says otherwise. */
export interface NativePipelineOptions {
  readonly maxExportBatchSize: number;
  readonly maxRequestBytes: number;
  /** 0 for no limit. */
  readonly maxItemBytes: number;
  readonly maxQueueBytes: number;
  readonly maxQueueSize: number;
  readonly scheduledDelayMillis: number;
  readonly exportTimeoutMillis: number;
  readonly exitTimeoutMillis: number;
}

/** The native half of any pipeline (`native/binding/pipeline-control.cpp`). */
export interface NativePipelineControl {
  flush(): Promise<FlushOutcome>;
  /**
   * Starts to send everything, and does not wait. With `endsProcess`, no other wait at the end of the process lasts longer
   * than this timeout.
   */
  beginFlushAtExit(timeoutMillis: number, endsProcess: boolean): void;
  /**
   * Blocks until the flush that began is answered. Returns false when its timeout is over: the pipeline then drops and
   * counts the rest, and ends.
   */
  endFlushAtExit(): boolean;
  /** Called when the thread ends and the process goes on: native threads send the rest, and give up if the receiver is unreachable. */
  leave(): void;
  /** Sends the queued items until the timeout, and ends the pipeline. */
  close(timeoutMillis: number): Promise<FlushOutcome>;
  stats(): NativeStats;
}

export interface NativeRecordStats extends NativeStats {
  /** True when the queued items are in a spool file that the next process will find. */
  readonly isKept: boolean;
  /** True when the pipeline has ended, and no process will find the items that waited in its spool. */
  readonly isAbandoned: boolean;
}

/** The native half of a pipeline of records (`native/binding/record-pipeline-handle.cpp`). */
export interface NativeRecordPipeline extends NativePipelineControl {
  /** Wakes the drain thread: there is a batch to read. */
  wake(): void;
  /** Empties the ring; false when the queue's limit is reached. */
  moveRingToHeap(): boolean;
  /**
   * Adds one record of `count` bytes behind everything in the ring. Returns false when the queue's limit is reached, but
   * accepts a record that others depend on (`isNeeded`) beyond the limit.
   */
  append(record: Uint8Array, count: number, isNeeded: boolean): boolean;
  /**
   * Adds one record of `count` bytes, with texts of `textBytes` bytes that were left out of it: see `LongTexts`. Returns false
   * when the queue's limit is reached, and undefined when the texts do not fit their places.
   */
  appendWithTexts(
    record: Uint8Array,
    count: number,
    texts: readonly string[],
    places: Uint32Array,
    textBytes: number,
  ): boolean | undefined;
  /** Keeps a definition in the spool for a recovery, until a better one is appended. */
  save(record: Uint8Array, count: number): boolean;
  /**
   * Returns the memory of the ring, or the blocks of the spool file, to the system. Called after `close`; nothing may be
   * written afterwards.
   */
  letRingGo(): void;
  /**
   * Moves the pipeline from a lost spool file to the new file that native code made, or to memory. The writer has written
   * `written` items, up to `writeTicket`. Returns how many of them were lost with the file; the writer must then define
   * all strings again. Returns -1 when nothing was lost.
   */
  moveSpool(writeTicket: number, written: number): number;
  stats(): NativeRecordStats;
}

/** The native half of a meter provider's pipeline (`native/binding/metric-pipeline-handle.cpp`). */
export interface NativeMetricPipeline extends NativePipelineControl {
  /** Registers memory that will hold series. */
  addChunk(chunk: Float64Array): void;
  /** Adds one record of `count` bytes. `wakes`: whether to wake the drain thread, which may be waiting for it. */
  define(record: Uint8Array, count: number, wakes: boolean): void;
  /** Sets whether callbacks must run before a collection. */
  setObserves(observes: boolean): void;
  /**
   * Adds values of observable instruments to series that were defined. Copies both arrays; a target has `kTargetWords`
   * words. Values that were observed together have the same `round`.
   */
  observe(targets: Uint32Array, values: Float64Array, round: number, startMillis: number): void;
  /** Registers an observer (`otel_native/observer.h`) to read before each collection. Returns its number; 0 if it is invalid. */
  addObserver(nativeHandle: object): number;
  /** Sets the targets of the values of a layout, as in `observe`. */
  setTargets(observer: number, layout: number, targets: Uint32Array): void;
  removeObserver(observer: number): void;
  /** Reports that the callbacks of a round have run. */
  observed(round: number): void;
  /** Returns whether a collection still waits for the callbacks of a round. */
  awaits(round: number): boolean;
}

/** A file that holds a pipeline's ring and records (`native/spool`). */
export interface NativeSpool {
  readonly ring: Uint8Array;
  /** Passed to the pipeline. */
  readonly spool: object;
}

/** A message for the user. */
export interface SpoolMessage {
  readonly code: string;
  readonly message: string;
}

/** A signal whose items are records in a ring. */
export type RecordSignal = 'traces' | 'logs';

/** Limits that were checked: all numbers are positive. */
export interface NativeSpoolLimits {
  readonly maxBytes: number;
  readonly maxTotalBytes: number;
  readonly maxAgeMillis: number;
}

export interface NativeRecoveryOutcome {
  /** Items that the exporter accepted. */
  readonly exported: number;
  readonly lost: number;
  readonly damagedFiles: number;
  readonly lastError: string;
}

/** A running recovery: sends the spool files of dead processes. */
export interface NativeRecovery {
  /** How many files it took over. */
  readonly files: number;
  readonly messages: readonly SpoolMessage[];
  readonly done: Promise<NativeRecoveryOutcome>;
  /** Stops sending. Items without an answer stay in the files, and `done` resolves soon. */
  stop(): void;
}

export interface Addon {
  readonly formatHash: string;
  /** False in worker threads. */
  readonly isMainThread: boolean;
  /** Starts to send what other threads hold before `process.exit()` terminates them. Does not wait. */
  beginFlushThreads(): void;
  /** Blocks until the pipelines of all threads have ended, or until the timeout. Reports losses on stderr. */
  flushThreads(timeoutMillis: number): void;
  readonly RecordPipeline: new (
    signal: RecordSignal,
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
    /** Runs the callbacks; must not throw. */
    observe: (round: number) => void,
  ) => NativeMetricPipeline;
  openSpool(
    signal: RecordSignal,
    directory: string,
    ringBytes: number,
    limits: NativeSpoolLimits,
  ): NativeSpool | { readonly error: SpoolMessage };
  recoverSpool(
    signal: RecordSignal,
    directory: string,
    limits: NativeSpoolLimits,
    options: NativePipelineOptions,
    exporter: object | SendToSink,
    keepsEventLoopAlive: boolean,
  ): NativeRecovery | { readonly error: SpoolMessage };
}
