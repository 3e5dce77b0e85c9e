import { builtCollector } from 'collector/build';
import { freePort } from 'collector/free-port';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const kStartTimeoutMs = 20_000;

/** Why there is no Collector to kill; undefined when there is one. */
export function whyNoCollector(): string | undefined {
  return builtCollector() === undefined ? 'not built: npm run test:collector' : undefined;
}

/**
 * A real Collector that hands every request on before it answers, without a queue of its own: what it accepts has
 * arrived, whatever happens to it afterwards.
 */
export class CollectorProcess {
  readonly endpoint: string;
  readonly #folder: string;
  readonly #config: string;
  #child: ChildProcess | undefined;

  private constructor(port: number, target: string) {
    this.endpoint = `http://127.0.0.1:${port}`;
    this.#folder = mkdtempSync(join(tmpdir(), 'fault-harness-collector-'));
    this.#config = join(this.#folder, 'config.json');
    writeFileSync(this.#config, JSON.stringify(configuration(port, target)));
  }

  /** Resolves when it answers. `target` is the base URL that it sends to. */
  static async start(target: string): Promise<CollectorProcess> {
    const collector = new CollectorProcess(await freePort(), target);
    await collector.start();
    return collector;
  }

  async start(): Promise<void> {
    const binary = builtCollector();
    if (binary === undefined) throw new Error(whyNoCollector());
    const child = spawn(binary, ['--config', this.#config], { stdio: 'ignore' });
    this.#child = child;
    process.once('exit', () => child.kill('SIGKILL'));
    const deadline = performance.now() + kStartTimeoutMs;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error('the Collector does not answer');
      await sleep(50);
    }
  }

  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A method that is not allowed is answered without anything being sent on. */
  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.endpoint}/v1/traces`)).status === 405;
    } catch {
      return false;
    }
  }
}

function configuration(port: number, target: string): object {
  const pipeline = { receivers: ['otlp'], exporters: ['otlp_http'] };
  return {
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${port}` } } } },
    exporters: {
      otlp_http: {
        endpoint: target,
        compression: 'none',
        sending_queue: { enabled: false },
        retry_on_failure: { enabled: false },
      },
    },
    service: {
      telemetry: { metrics: { level: 'none' } },
      pipelines: { traces: pipeline, metrics: pipeline, logs: pipeline },
    },
  };
}
