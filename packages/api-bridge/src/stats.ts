/** Items that never reached the receiver, by cause. Counts only grow. */
export interface DropCounts {
  /** The queue's byte (or item) limit was reached. */
  readonly queueFull: number;
  /** A single item was larger than the limit for one item, or the receiver refused it for its size. */
  readonly tooLarge: number;
  /** The item could not be encoded, or its record failed a check on the native side. */
  readonly invalid: number;
  /** The receiver refused the item (OTLP partial success), or broke every connection that carried it. */
  readonly rejected: number;
  /** The exporter failed for good, e.g. a status that OTLP does not allow to retry. */
  readonly exportFailed: number;
  /** Not sent within the time given at shutdown or exit, or ended after shutdown. */
  readonly shutdown: number;
}

/** A snapshot of one pipeline: items recorded, exported, waiting and dropped. */
export interface PipelineStats {
  /** Sampled items that ended. */
  readonly ended: number;
  /** Items that the receiver accepted. */
  readonly exported: number;
  /** Items that ended and are neither exported nor dropped yet. */
  readonly queued: number;
  /** Bytes of encoded requests that wait for the exporter. */
  readonly queuedBytes: number;
  /** Items that never reached the receiver, by cause. */
  readonly dropped: DropCounts;
  /** Attribute values that were cut because they had more levels, elements or bytes than the limits allow. */
  readonly cutValues: number;
  /** Lines of a logger that are no JSON, and became the body of their log record. Absent while there are none. */
  readonly unparsedLines?: number;
  /** Requests that the receiver accepted. */
  readonly batches: number;
  /** Bytes of those requests, before compression. */
  readonly exportedBytes: number;
  /** Attempts that ended in a retry. */
  readonly retries: number;
  /** Message of the newest export that failed or was partly refused; empty when there was none. */
  readonly lastError: string;
}
