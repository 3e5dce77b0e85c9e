/**
 * Every code of an error or a warning that the packages have, C++ included. `npm run generate -w configuration-docs` makes
 * the types in `src/codes.gen.ts` and the tables of docs/troubleshooting.md from it.
 */
export interface Code {
  readonly code: string;
  /** What happened, as the end of "It means that …". */
  readonly meaning: string;
  /** What the reader can do. */
  readonly remedy: string;
}

/** Thrown from code, or one line on stderr where the environment asked for it. */
export const errorCodes: readonly Code[] = [
  {
    code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
    meaning: 'an option or limit has an invalid value',
    remedy: 'the message names the option, its value and what is expected',
  },
  {
    code: 'ERR_OTEL_NATIVE_INVALID_ENDPOINT',
    meaning: 'an endpoint is not a URL, or has a scheme that the exporter does not know',
    remedy: 'write it as `http://localhost:4318` or `unix:///run/otel.sock`',
  },
  {
    code: 'ERR_OTEL_NATIVE_INVALID_HEADER',
    meaning: 'a header has characters that HTTP does not allow, or the exporter sets it itself',
    remedy: 'percent-encode its value, or leave it out; `doctor` names the header',
  },
  {
    code: 'ERR_OTEL_NATIVE_INVALID_SOCKET_PATH',
    meaning: 'the path of a Unix socket is not absolute, or too long',
    remedy: 'use a shorter absolute path',
  },
  {
    code: 'ERR_OTEL_NATIVE_INVALID_TIMEOUT',
    meaning: 'a timeout is not a number of milliseconds above 0',
    remedy: 'use a number',
  },
  {
    code: 'ERR_OTEL_NATIVE_TLS_ENDPOINT',
    meaning: '`OtlpLocalExporter` was given an `https:` endpoint, but native code has no TLS here',
    remedy: 'let `NodeSDK` make the exporter, or send to a Collector nearby',
  },
  {
    code: 'ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL',
    meaning: 'the protocol is unknown to OTLP, or to this exporter',
    remedy: 'use `http/protobuf`, `http/json` or `grpc`',
  },
  {
    code: 'ERR_OTEL_NATIVE_MISSING_PACKAGE',
    meaning: 'a package of the official SDK is needed, but is not installed',
    remedy: 'the message has the `npm install` line',
  },
  {
    code: 'ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE',
    meaning: 'a package of the official SDK is installed in a version that does not fit',
    remedy: 'the message names the version that was found and the range needed',
  },
  {
    code: 'ERR_OTEL_NATIVE_NO_BINARY',
    meaning: 'no native binary loads on this machine',
    remedy: 'the message lists each file with its reason',
  },
  {
    code: 'ERR_OTEL_NATIVE_FORMAT_MISMATCH',
    meaning: 'the binary and the JavaScript of `native-core` have different versions',
    remedy: 'install both from one release; remove stale builds',
  },
  {
    code: 'ERR_OTEL_NATIVE_SPOOL_DIRECTORY',
    meaning: 'the folder of the spool is missing, not writable, or writable by other users',
    remedy: "use a folder that belongs to the process's user alone",
  },
  {
    code: 'ERR_OTEL_NATIVE_SPOOL_NO_SPACE',
    meaning:
      'the disk is full, or the spool has reached `maxTotalBytes`: the SDK works without a spool',
    remedy: 'make room, or raise the limit',
  },
  {
    code: 'ERR_OTEL_NATIVE_SPOOL_UNSUPPORTED',
    meaning: 'the runtime cannot use the memory of a file: the SDK works without a spool',
    remedy: 'use Node.js; see [platforms](platforms.md)',
  },
  {
    code: 'ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP',
    meaning: '`OTEL_NATIVE_SYSTEM_METRICS` or `systemMetrics` names an unknown group',
    remedy: 'the message lists the groups',
  },
  {
    code: 'ERR_OTEL_NATIVE_EXPORT_FAILED',
    meaning: '`OtlpLocalTraceExporter` could not deliver a batch',
    remedy: 'the message says what the receiver answered',
  },
  {
    code: 'ERR_OTEL_NATIVE_SHUT_DOWN',
    meaning: 'an exporter was used after its `shutdown()`',
    remedy: 'make a new exporter for a new provider',
  },
];

/** Process warnings (`process.on('warning')`): emitted once each, and the application runs on. */
export const processWarningCodes: readonly Code[] = [
  {
    code: 'OTEL_NATIVE_FALLBACK',
    meaning: 'no binary loads: the official SDK records, or nothing does',
    remedy: 'run `doctor`, which says why each binary was refused',
  },
  {
    code: 'OTEL_NATIVE_LATE_START',
    meaning: 'modules were loaded before their instrumentations',
    remedy: 'start the SDK first, with `--import`',
  },
  {
    code: 'OTEL_NATIVE_PART_MISSING',
    meaning: 'a requested part is left out',
    remedy: 'the message names the part and what it lacks',
  },
  {
    code: 'OTEL_NATIVE_API_MISMATCH',
    meaning:
      'another copy of `@opentelemetry/api` was loaded first, in a version that does not fit',
    remedy: 'install one version; the message has the paths of both',
  },
  {
    code: 'OTEL_NATIVE_ADDON_DIR',
    meaning: 'the folder in `OTEL_NATIVE_ADDON_DIR` holds no binary that loads',
    remedy: 'correct or unset the variable; meanwhile the binaries of the packages are used',
  },
];

/** Appear in lines of the log. */
export const logCodes: readonly Code[] = [
  {
    code: 'OTEL_NATIVE_NO_ZLIB',
    meaning: 'the runtime does not export zlib, as Node.js does: requests are sent uncompressed',
    remedy: 'use Node.js, or set the compression to `none`; nothing is lost',
  },
  {
    code: 'OTEL_NATIVE_SPOOL_RENEWED',
    meaning: 'the spool file was removed, moved or truncated, and another file takes its place',
    remedy: 'find the program that cleans the folder of the spool, and exclude the folder',
  },
  {
    code: 'OTEL_NATIVE_SPOOL_OFF',
    meaning:
      'the spool file is lost, and no other can be made: what waits does not outlive the process',
    remedy: 'make the folder writable again; the spool then continues',
  },
  {
    code: 'OTEL_NATIVE_SPOOL_UNREADABLE',
    meaning: 'a spool file is damaged or empty, has another version, or cannot be opened',
    remedy: 'the message names the file and the reason; intact records were sent',
  },
  {
    code: 'OTEL_NATIVE_SPOOL_DROPPED',
    meaning: 'a spool file was too old, and was removed without being sent',
    remedy: 'raise `OTEL_NATIVE_SPOOL_MAX_AGE`, or run `npx @otel-native/sdk recover` earlier',
  },
];
