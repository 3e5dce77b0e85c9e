import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const startTimeoutMs = 20_000;
const stopTimeoutMs = 20_000;

/** A Collector that listens on a port and on a Unix socket, and writes what it gets to one file. */
export class Collector {
  /** Base URLs for an exporter. */
  readonly endpoints: { readonly tcp: string; readonly unix: string };
  /** Where Prometheus would scrape the metrics that came over TCP. */
  readonly prometheusUrl: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(
    child: ChildProcess,
    folder: string,
    { endpoints, prometheusUrl }: Pick<Collector, 'endpoints' | 'prometheusUrl'>,
  ) {
    this.#process = child;
    this.#folder = folder;
    this.endpoints = endpoints;
    this.prometheusUrl = prometheusUrl;
  }

  /** Resolves when it answers. `folder` gets its configuration, its output and its log. */
  static async start(binary: string, folder: string): Promise<Collector> {
    const address = `127.0.0.1:${await freePort()}`;
    const prometheus = `127.0.0.1:${await freePort()}`;
    const socketPath = join(folder, 'otlp.sock');
    const configFile = join(folder, 'config.json');
    writeFileSync(
      configFile,
      JSON.stringify(configuration(folder, address, socketPath, prometheus)),
    );
    const log = openSync(join(folder, 'collector.log'), 'w');
    const child = spawn(binary, ['--config', configFile], { stdio: ['ignore', log, log] });
    const endpoints = { tcp: `http://${address}`, unix: `unix://${socketPath}` };
    process.once('exit', () => child.kill('SIGKILL'));
    const prometheusUrl = `http://${prometheus}/metrics`;
    const collector = new Collector(child, folder, { endpoints, prometheusUrl });
    try {
      await collector.#answers();
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return collector;
  }

  /** Ends it and gives the lines of its output: one OTLP/JSON request each. */
  async stop(): Promise<string[]> {
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await exited;
      clearTimeout(timer);
    }
    if (child.exitCode !== 0) {
      throw new Error(
        `the Collector ended with ${child.exitCode ?? child.signalCode}\n${this.#log()}`,
      );
    }
    return readFileSync(outputFile(this.#folder), 'utf8').split('\n').filter(Boolean);
  }

  async #answers(): Promise<void> {
    const headers = { 'content-type': 'application/x-protobuf' };
    const deadline = performance.now() + startTimeoutMs;
    while (this.#process.exitCode === null && performance.now() < deadline) {
      try {
        const request = { method: 'POST', headers, signal: AbortSignal.timeout(1_000) };
        const response = await fetch(`${this.endpoints.tcp}/v1/traces`, request);
        if (response.ok) return;
      } catch {
        // Not yet.
      }
      await sleep(50);
    }
    throw new Error(`the Collector does not answer\n${this.#log()}`);
  }

  #log(): string {
    return readFileSync(join(this.#folder, 'collector.log'), 'utf8').slice(-4_000);
  }
}

function outputFile(folder: string): string {
  return join(folder, 'received.jsonl');
}

/** JSON is YAML too. */
function configuration(
  folder: string,
  address: string,
  socketPath: string,
  prometheus: string,
): object {
  return {
    receivers: {
      'otlp/tcp': { protocols: { http: { endpoint: address } } },
      'otlp/unix': { protocols: { http: { transport: 'unix', endpoint: socketPath } } },
    },
    exporters: {
      file: { path: outputFile(folder) },
      debug: {},
      prometheus: { endpoint: prometheus },
    },
    service: {
      // Its own metrics would want a port of their own.
      telemetry: { metrics: { level: 'none' } },
      pipelines: {
        traces: { receivers: ['otlp/tcp', 'otlp/unix'], exporters: ['file', 'debug'] },
        logs: { receivers: ['otlp/tcp', 'otlp/unix'], exporters: ['file', 'debug'] },
        'metrics/tcp': { receivers: ['otlp/tcp'], exporters: ['file', 'prometheus'] },
        'metrics/unix': { receivers: ['otlp/unix'], exporters: ['file'] },
      },
    },
  };
}
