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
    remedy: 'encode its value; `doctor` names the header',
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
    meaning: '`OtlpLocalExporter` was given an `https:` endpoint, and has no TLS',
    remedy: 'leave the exporter to the SDK, or send to a Collector nearby',
  },
  {
    code: 'ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL',
    meaning: 'OTLP, or this exporter, does not have this protocol',
    remedy: 'use `http/protobuf`, `http/json` or `grpc`',
  },
  {
    code: 'ERR_OTEL_NATIVE_MISSING_PACKAGE',
    meaning: 'an official package is needed and not installed',
    remedy: 'the message has the `npm install` line',
  },
  {
    code: 'ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE',
    meaning: 'an official package is installed in a version that does not fit',
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
      'the disk, or `maxTotalBytes` of the spool, has no room: telemetry goes without a spool',
    remedy: 'make room, or raise the limit',
  },
  {
    code: 'ERR_OTEL_NATIVE_SPOOL_UNSUPPORTED',
    meaning: 'the runtime cannot use the memory of a file: telemetry goes without a spool',
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
    meaning: 'a part that was asked for is left out',
    remedy: 'the message names the part and what it lacks',
  },
  {
    code: 'OTEL_NATIVE_API_MISMATCH',
    meaning: 'another copy of `@opentelemetry/api`, which does not fit ours, came first',
    remedy: 'install one version; the message has both paths',
  },
  {
    code: 'OTEL_NATIVE_ADDON_DIR',
    meaning: 'the folder in `OTEL_NATIVE_ADDON_DIR` holds no binary that loads',
    remedy: 'the usual places were used; correct or unset the variable',
  },
];

/** Stand in lines of the log. */
export const logCodes: readonly Code[] = [
  {
    code: 'OTEL_NATIVE_SPOOL_RENEWED',
    meaning: 'the spool file was removed, moved or truncated, and another file takes its place',
    remedy: 'find what cleans the folder of the spool, and have it leave the folder alone',
  },
  {
    code: 'OTEL_NATIVE_SPOOL_OFF',
    meaning: 'the spool file is lost, and no other can be made: spans do not outlive the process',
    remedy: 'make the folder writable again; the spool then continues',
  },
  {
    code: 'OTEL_NATIVE_SPOOL_UNREADABLE',
    meaning: 'a file in the folder of the spool could not be read',
    remedy: 'check its owner and permissions',
  },
  {
    code: 'OTEL_NATIVE_SPOOL_DROPPED',
    meaning: 'a spool file was removed because it was too old, or of another format',
    remedy: 'nothing; `OTEL_NATIVE_SPOOL_MAX_AGE` says how old a file may become',
  },
];
