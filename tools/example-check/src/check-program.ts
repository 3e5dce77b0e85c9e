import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { OtlpReceiver } from 'otlp-receiver';
import { compareWithFile } from './compare-with-file.ts';
import { environmentWithoutTelemetry } from './environment.ts';
import { spanOutline } from './span-outline.ts';

/** A program that ends by itself. */
export interface Program {
  /** Folder in which Node starts. */
  readonly folder: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  /** Variables of its own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The file with its spans, in the folder. */
  readonly expected: string;
  /** Attributes whose values are shown. */
  readonly attributes?: readonly string[];
}

/**
 * Runs a program with a receiver, prints the spans of all its processes as trees, and compares them with a file. With `--update` among the
 * arguments it writes that file instead.
 * @throws `AssertionError` where they differ, or if the program fails
 */
export async function checkProgram(program: Program): Promise<void> {
  const { folder, args, environment, expected, attributes } = program;
  const receiver = await OtlpReceiver.start();
  try {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: {
        ...environmentWithoutTelemetry(),
        ...environment,
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
    const lines = spanOutline(receiver.spans, attributes).map((line) => `${line}\n`);
    compareWithFile(lines.join(''), join(folder, expected));
  } finally {
    await receiver.close();
  }
}
