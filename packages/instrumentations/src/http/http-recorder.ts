import type { Recorder } from '../base/instrumentation-class';
import type { Scope } from '../base/scope';
import { ClientRecorder } from './client/client-recorder';
import type { HttpInstrumentationConfig } from './http-options';
import { ServerRecorder } from './server/server-recorder';

/** Records both sides of HTTP, or that which is not disabled at the start. */
export class HttpRecorder implements Recorder<HttpInstrumentationConfig> {
  readonly #server: ServerRecorder;
  readonly #client: ClientRecorder;
  #config: HttpInstrumentationConfig = {};
  #started: Recorder<HttpInstrumentationConfig>[] = [];

  constructor(scope: Scope) {
    this.#server = new ServerRecorder(scope);
    this.#client = new ClientRecorder(scope);
  }

  configure(config: HttpInstrumentationConfig): void {
    this.#config = config;
    this.#server.configure(config);
    this.#client.configure(config);
  }

  start(): void {
    const { disableIncomingRequestInstrumentation, disableOutgoingRequestInstrumentation } =
      this.#config;
    if (disableIncomingRequestInstrumentation !== true) this.#started.push(this.#server);
    if (disableOutgoingRequestInstrumentation !== true) this.#started.push(this.#client);
    for (const side of this.#started) side.start();
  }

  stop(): void {
    for (const side of this.#started.splice(0)) side.stop();
  }
}
