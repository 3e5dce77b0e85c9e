#!/usr/bin/env node
/**
 * The command line of this package, `npx @otel-native/sdk …`. Prints results to stdout and everything else to stderr.
 * Exit codes: 0 for no problem, 1 for a problem found, 2 for wrong usage or a failed start.
 */
import type { Command } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Loads each command on first use. */
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

// A reader may close the pipe early, as `head` does.
process.stdout.on('error', () => process.exit());

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof UsageError ? error.message : String(error));
    process.exitCode = 2;
  },
);
