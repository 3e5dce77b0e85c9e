// Generated from packages/native-core/schema by tools/recordgen. Do not edit.
/** The events that native code reports while telemetry is sent. */
export const LossCause = {
  queueFull: 0,
  /** by the receiver, in a partial success */
  rejected: 1,
  /** refused for good */
  exportFailed: 2,
  /** the receiver took everything, with a message */
  nothing: 3,
  /** one item, which the message names unless JavaScript reports it */
  tooLarge: 4,
  /** nothing is lost yet: items wait for the receiver */
  outage: 5,
  /** the end of an outage; the number counts its seconds */
  recovered: 6,
  /** the receiver asked for a long pause of that many seconds */
  paused: 7,
  /** the spool lost its file or has it again; JavaScript is to move it */
  spool: 8,
  /** one item, which the message names: each connection that carried it broke without an answer */
  poisonous: 9,
} as const;
export type LossCause = (typeof LossCause)[keyof typeof LossCause];
/** What became of a batch that a JavaScript sink got. */
export const SinkStatus = {
  /** the number counts rejected items */
  ok: 0,
  /** the number is a wait in milliseconds */
  retry: 1,
  failed: 2,
  /** the same bytes must not be sent again */
  tooLarge: 3,
} as const;
export type SinkStatus = (typeof SinkStatus)[keyof typeof SinkStatus];
