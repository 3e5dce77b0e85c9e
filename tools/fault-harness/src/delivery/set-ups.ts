/** How an application gets its SDK. */
export interface SetUp {
  readonly name: string;
  readonly isOurs: boolean;
  /** Arguments of Node before the program. */
  readonly nodeOptions: readonly string[];
  /** What the program itself starts, as DELIVERY_START says. */
  readonly start: 'nothing' | 'official' | 'ours';
}

export const kSetUps: readonly SetUp[] = [
  {
    name: 'official preload',
    isOurs: false,
    // `@opentelemetry/auto-instrumentations-node` under a name that our preload does not find.
    nodeOptions: ['--require', 'all-instrumentations/register'],
    start: 'nothing',
  },
  { name: 'official code', isOurs: false, nodeOptions: [], start: 'official' },
  {
    name: 'our preload',
    isOurs: true,
    nodeOptions: ['--import', '@otel-native/sdk/register'],
    start: 'nothing',
  },
  { name: 'our code', isOurs: true, nodeOptions: [], start: 'ours' },
];

/** How requests are sent. */
export interface Transport {
  readonly name: string;
  /** As `OTEL_EXPORTER_OTLP_PROTOCOL` has it. */
  readonly protocol: 'http/protobuf' | 'http/json' | 'grpc';
  readonly isTls: boolean;
}

export const kTransports: readonly Transport[] = [
  { name: 'http/protobuf', protocol: 'http/protobuf', isTls: false },
  { name: 'http/protobuf over https', protocol: 'http/protobuf', isTls: true },
  { name: 'http/json', protocol: 'http/json', isTls: false },
  { name: 'grpc', protocol: 'grpc', isTls: false },
];

/** How the process ends that has recorded something. */
export interface End {
  readonly name: string;
  /** What the program does, as DELIVERY_END says. */
  readonly does:
    | 'nothing'
    | 'exit'
    | 'throw'
    | 'reject'
    | 'wait'
    | 'worker ends'
    | 'worker is terminated'
    | 'cluster';
  /** Sent once it waits. */
  readonly signal?: NodeJS.Signals;
}

export const kEnds: readonly End[] = [
  { name: 'natural end', does: 'nothing' },
  { name: '`process.exit()`', does: 'exit' },
  { name: 'uncaught exception', does: 'throw' },
  { name: 'unhandled rejection', does: 'reject' },
  { name: 'SIGTERM', does: 'wait', signal: 'SIGTERM' },
  { name: 'SIGINT', does: 'wait', signal: 'SIGINT' },
  { name: 'SIGHUP', does: 'wait', signal: 'SIGHUP' },
  { name: 'worker thread ends', does: 'worker ends' },
  { name: 'worker thread is terminated', does: 'worker is terminated' },
  { name: 'cluster worker, SIGTERM', does: 'cluster' },
];
