import type { Attributes } from '@opentelemetry/api';
import {
  lifecycleHooks,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type Handler,
  type RouteOptions,
} from './fastify-shapes';
import { HandlerRecorder } from './handler-recorder';
import { isLifecycleHook, recordsHandler, recordsHook } from './hook-policy';
import type { ApplicationSettings } from './recording-settings';
import { RequestRecorder } from './request-recorder';
import { kRequestState } from './request-state';

const kAnonymous = 'anonymous';
/** Hooks of a handler of unknown paths. */
const kNotFoundHooks = ['preValidation', 'preHandler'] as const;

type Done = (error?: unknown, payload?: unknown) => void;

/** Records one application: it adds hooks of its own, and replaces the methods that add hooks and handlers. */
export class InstanceRecorder {
  readonly #settings: ApplicationSettings;
  readonly #handlers: HandlerRecorder;
  readonly #requests: RequestRecorder;

  constructor(settings: ApplicationSettings) {
    this.#settings = settings;
    this.#handlers = new HandlerRecorder(settings);
    this.#requests = new RequestRecorder(settings);
  }

  install(instance: FastifyInstance): void {
    const requests = this.#requests;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- hooks have a receiver of their own
    const recorder = this;
    instance.decorateRequest(kRequestState, null);
    instance.addHook('onRoute', function (this: FastifyInstance, route: RouteOptions) {
      if (!recorder.#settings.stepsBackOn(this)) recorder.#prepareRoute(this, route);
    });
    instance.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: Done) =>
      requests.start(request, reply, done),
    );
    instance.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: Done) =>
      requests.respond(request, reply, done),
    );
    this.#replaceAddHook(instance);
    this.#replaceSetNotFoundHandler(instance);
  }

  #replaceAddHook(instance: FastifyInstance): void {
    const { addHook } = instance;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the method has a receiver of its own
    const recorder = this;
    // Instances of plugins inherit it.
    instance.addHook = function (name, hook) {
      const isRecorded =
        isLifecycleHook(name) &&
        typeof hook === 'function' &&
        !recorder.#settings.stepsBackOn(this) &&
        recorder.#settings.config.instrumentHooks !== false;
      return addHook.call(
        this,
        name,
        isRecorded ? recorder.#hook(this, name, hook as Handler) : hook,
      );
    };
  }

  #hook({ pluginName }: FastifyInstance, name: string, handler: Handler): Handler {
    const attributes = attributesOf(`${pluginName} - ${name}`, 'hook', handler);
    return this.#record(handler, name, attributes);
  }

  #record(handler: Handler, name: string, attributes: Attributes): Handler {
    const hook = name.slice(name.lastIndexOf(' ') + 1);
    return this.#handlers.record({
      handler,
      name,
      hook: isLifecycleHook(hook) ? hook : undefined,
      attributes,
    });
  }

  #prepareRoute({ pluginName }: FastifyInstance, route: RouteOptions): void {
    const { config, url } = route;
    if (config?.otel === false || this.#settings.ignores(route)) return;
    for (const hook of lifecycleHooks) {
      if (route[hook] == null || !recordsHook(hook, this.#settings.config, config)) continue;
      route[hook] = eachFunction(route[hook], (handler) => {
        const name = `${pluginName} - route -> ${hook}`;
        return this.#record(handler, hook, attributesOf(name, 'route-hook', handler, url));
      });
    }
    this.#addLastHooks(route);
    if (!recordsHandler(this.#settings.config, config)) return;
    const name = `${pluginName} - route-handler`;
    const attributes = attributesOf(name, 'request-handler', route.handler, url);
    route.handler = this.#record(route.handler, 'handler', attributes);
  }

  #addLastHooks(route: RouteOptions): void {
    const requests = this.#requests;
    const onSend = (request: FastifyRequest, reply: FastifyReply, payload: unknown, done: Done) =>
      requests.send(request, reply, payload, done);
    const onError = (request: FastifyRequest, _reply: FastifyReply, error: Error, done: Done) =>
      requests.fail(request, error, done);
    route['onSend'] = [...listOf(route['onSend']), onSend];
    route['onError'] = [...listOf(route['onError']), onError];
  }

  #replaceSetNotFoundHandler(instance: FastifyInstance): void {
    const { setNotFoundHandler } = instance;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the method has a receiver of its own
    const recorder = this;
    instance.setNotFoundHandler = function (...args) {
      return setNotFoundHandler.apply(this, recorder.#notFoundArguments(this, args));
    };
  }

  /** `(handler)`, or `(hooks, handler)`. */
  #notFoundArguments(instance: FastifyInstance, args: unknown[]): unknown[] {
    const { pluginName } = instance;
    const record = (handler: Handler, suffix = '') =>
      this.#record(
        handler,
        `notFoundHandler${suffix}`,
        attributesOf(`${pluginName} - not-found-handler${suffix}`, 'hook', handler),
      );
    const [first, second] = args;
    if (this.#settings.stepsBackOn(instance)) return args;
    if (typeof first === 'function') return [record(first as Handler)];
    if (typeof second !== 'function') return args;
    const hooks = { ...(first as Record<string, unknown>) };
    for (const name of kNotFoundHooks) {
      if (hooks[name] == null || !recordsHook(name, this.#settings.config, undefined)) continue;
      hooks[name] = eachFunction(hooks[name], (handler) => record(handler, ` - ${name}`));
    }
    return [hooks, record(second as Handler)];
  }
}

function attributesOf(
  name: string,
  type: string,
  { name: own }: Handler,
  url?: string,
): Attributes {
  return {
    'hook.name': name,
    'fastify.type': type,
    ...(url !== undefined && { 'http.route': url }),
    'hook.callback.name': own || kAnonymous,
  };
}

function listOf(value: unknown): unknown[] {
  if (value == null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Replaces a function, or each of a list. What is no function stays: Fastify reports it. */
function eachFunction(value: unknown, replace: (handler: Handler) => Handler): unknown {
  if (Array.isArray(value)) return value.map((one) => eachFunction(one, replace));
  return typeof value === 'function' ? replace(value as Handler) : value;
}
