import { DiagLogLevel, diag } from '@opentelemetry/api';

/** A message that the SDK logged through `diag`. */
export interface Said {
  readonly level: 'error' | 'warn' | 'info' | 'debug' | 'verbose';
  readonly message: string;
}

/** Runs `ask` and returns the messages that it logs through `diag`. The list grows for as long as it is kept. */
export function listenToDiag(ask: () => void): readonly Said[] {
  const said: Said[] = [];
  const listener =
    (level: Said['level']) =>
    (message: string, ...details: unknown[]) =>
      void said.push({ level, message: [message, ...details.map(textOf)].join(': ') });
  diag.setLogger(
    {
      error: listener('error'),
      warn: listener('warn'),
      info: listener('info'),
      debug: listener('debug'),
      verbose: listener('verbose'),
    },
    { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true },
  );
  ask();
  return said;
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
