/** Calls of the console under a bridge: `console-calls.mjs <scenario>`. */
import { context, diag, DiagConsoleLogger } from '@opentelemetry/api';
import { ConsoleInstrumentation } from '@opentelemetry/instrumentation-console';
import { suppressTracing } from '@opentelemetry/core';
import { ConsoleBridge } from '@otel-native/logs-bridges/console';
import { inSpan, run } from './telemetry.mjs';

function callAll() {
  inSpan(() => console.log('order %s placed', 7, { items: 3 }));
  console.info('info');
  console.debug('debug');
  console.warn('warn', new Error('sold out').message);
  console.error('error');
  console.trace('trace');
  console.dir({ a: { b: 1 } }, { depth: 0 });
  console.table([[1]]);
  console.assert(false, 'wrong');
  console.count('calls');
}

await run({
  native() {
    new ConsoleBridge();
    callAll();
  },
  official() {
    new ConsoleInstrumentation();
    callAll();
  },
  both() {
    new ConsoleInstrumentation();
    new ConsoleBridge();
    callAll();
  },
  'both, official last'() {
    new ConsoleBridge();
    new ConsoleInstrumentation();
    callAll();
  },
  severity() {
    new ConsoleBridge({ logSeverity: 13 });
    callAll();
  },
  disable() {
    const { trace, dir } = console;
    const bridge = new ConsoleBridge();
    console.log('one');
    bridge.disable();
    console.log('two');
    console.dir('three');
    bridge.enable();
    console.dir('four');
    bridge.disable();
    return { isRestored: console.trace === trace && console.dir === dir };
  },
  /** What OpenTelemetry itself prints. */
  own() {
    new ConsoleBridge();
    console.log('first');
    diag.setLogger(new DiagConsoleLogger(), { suppressOverrideMessage: true });
    console.log('second');
    diag.error('of the SDK');
    context.with(suppressTracing(context.active()), () => console.dir('of an exporter'));
    console.log('third');
  },
  /** Values that are called while they are formatted. */
  hostile() {
    new ConsoleBridge();
    const nosy = {
      [Symbol.for('nodejs.util.inspect.custom')]() {
        console.log('inner');
        return 'nosy';
      },
    };
    console.log(nosy);
    console.log('after');
  },
});
