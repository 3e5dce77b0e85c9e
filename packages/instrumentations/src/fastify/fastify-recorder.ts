import { Channels } from '../base/channels';
import type { Recorder } from '../base/instrumentation-class';
import type { Scope } from '../base/scope';
import type { FastifyInstrumentationConfig } from './fastify-options';
import type { FastifyInstance } from './fastify-shapes';
import { InstanceRecorder } from './instance-recorder';
import { ApplicationSettings, RecordingSettings } from './recording-settings';

/** Mark of an application that is recorded, shared by all copies of this package. */
const kIsRecorded = Symbol.for('@otel-native/instrumentations fastify');

/** Records every application that Fastify creates, which it announces on a channel. */
export class FastifyRecorder implements Recorder<FastifyInstrumentationConfig> {
  readonly #channels: Channels;
  readonly #settings: RecordingSettings;

  constructor(scope: Scope) {
    this.#settings = new RecordingSettings(scope);
    this.#channels = new Channels(scope, {
      'fastify.initialization': (message) =>
        this.#install((message as { fastify: FastifyInstance }).fastify),
    });
  }

  configure(config: FastifyInstrumentationConfig): void {
    this.#settings.configure(config);
  }

  start(): void {
    this.#settings.isEnabled = true;
    this.#channels.subscribe();
  }

  stop(): void {
    this.#settings.isEnabled = false;
    this.#channels.unsubscribe();
  }

  #install(instance: FastifyInstance): void {
    if (kIsRecorded in instance) return;
    const settings = new ApplicationSettings(this.#settings);
    if (settings.stepsBackOn(instance)) return;
    Object.defineProperty(instance, kIsRecorded, { value: true });
    new InstanceRecorder(settings).install(instance);
    // Plugins and wrappers that came since are known when the application is ready.
    instance.addHook('onReady', (done: () => void) => {
      settings.stepsBackOn(instance);
      done();
    });
  }
}
