#!/usr/bin/env node
/**
 * The command of this package, `npx @otel-native/sdk …`. Results go to stdout, everything else to stderr. Ends with 0 where
 * all is well, with 1 where the command found something amiss, with 2 where it could not begin.
 */
import type { Command } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Each command is loaded when it is asked for. */
const kCommands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  doctor: () => import('./doctor/doctor.ts'),
  receive: () => import('./receive/receive.ts'),
  recover: () => import('./recover.ts'),
};

const kUsage = `Usage: npx @otel-native/sdk <command>

Commands:
  doctor    shows how OpenTelemetry is set up here, and whether traces would arrive
  receive   receives OTLP and prints traces as trees, until Ctrl-C
  recover   sends the spans that processes left in a spool

"npx @otel-native/sdk <command> --help" says more about one.`;

async function main([name, ...args]: string[]): Promise<number> {
  if (name === '--help' || name === 'help') {
    console.log(kUsage);
    return 0;
  }
  if (name === undefined) throw new UsageError(kUsage);
  if (!Object.hasOwn(kCommands, name)) {
    throw new UsageError(`There is no command "${name}".\n\n${kUsage}`);
  }
  const { command } = await kCommands[name]!();
  if (args.includes('--help')) {
    console.log(command.usage);
    return 0;
  }
  return command.run(args);
}

// Whoever reads the output may stop, as `head` does.
process.stdout.on('error', () => process.exit());

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof UsageError ? error.message : String(error));
    process.exitCode = 2;
  },
);
