import { AsyncLocalStorage, AsyncResource, createHook } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import domain from 'node:domain';
import { EventEmitter, on, once } from 'node:events';
import fs from 'node:fs';
import { readFile } from 'node:fs/promises';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as immediate, setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { calls, type Scenarios } from './observer';

/** Timers, emitters, streams, files and the async_hooks family. */
export const node: Scenarios = {
  timers: async (o) => {
    const { done, all } = calls(3);
    o.with('a', () => {
      setTimeout(() => (o.see('timeout'), done()), 2);
      setImmediate(() => (o.see('immediate'), done()));
      const interval = setInterval(() => (o.see('interval'), clearInterval(interval), done()), 3);
    });
    o.with('b', () => setTimeout(() => o.see('other timeout'), 1));
    await all;
    await o.with('c', async () => {
      await delay(1);
      o.see('promised timeout');
      await immediate();
      o.see('promised immediate');
    });
  },
  emitters: async (o) => {
    const emitter = new EventEmitter();
    o.with('a', () => emitter.on('event', () => o.see('listener')));
    o.with('b', () => emitter.emit('event'));
    await o.with('c', async () => {
      setImmediate(() => emitter.emit('later', 1));
      await once(emitter, 'later');
      o.see('once');
      setImmediate(() => emitter.emit('stream', 1));
      for await (const [value] of on(emitter, 'stream')) {
        o.lines.push(String(value));
        o.see('on');
        break;
      }
    });
  },
  'an emitter bound once': async (o) => {
    const emitter = o.bind('bound', new EventEmitter());
    emitter.on('event', () => o.lines.push(`bound listener: ${o.active}`));
    o.with('a', () => emitter.emit('event'));
    await o.with('b', async () => {
      await null;
      emitter.emit('event');
      o.see('after emit');
    });
  },
  streams: async (o) => {
    await o.with('a', async () => {
      const upper = new Transform({
        transform(chunk: Buffer, _encoding, callback) {
          o.see('transform');
          callback(null, chunk);
        },
      });
      await pipeline(Readable.from(['x', 'y']), upper, new PassThrough().resume());
      o.see('after pipeline');
      for await (const chunk of Readable.from([1, 2])) o.see(`chunk ${chunk}`);
    });
  },
  files: async (o) => {
    const { done, all } = calls(2);
    o.with('a', () => {
      fs.readFile(__filename, () => (o.see('readFile'), done()));
      fs.stat(__filename, () => o.with('b', () => (o.see('stat'), done())));
    });
    await all;
    await o.with('c', async () => {
      await readFile(__filename);
      o.see('promised');
      const stream = fs.createReadStream(__filename);
      for await (const chunk of stream) {
        o.lines.push(typeof chunk);
        break;
      }
      o.see('stream');
    });
  },
  'async resources': async (o) => {
    const resource = o.with('a', () => new AsyncResource('test'));
    o.with('b', () => resource.runInAsyncScope(() => o.see('resource')));
    const bound = o.with('c', () => AsyncResource.bind(() => o.see('bound')));
    const snapshot = o.with('d', () => AsyncLocalStorage.snapshot());
    await o.with('e', async () => {
      bound();
      snapshot(() => o.see('snapshot'));
      await null;
      o.see('own');
    });
  },
  'storages that come and go in between': async (o) => {
    const storage = new AsyncLocalStorage<number>();
    const note = (place: string) => (o.see(place), o.lines.push(String(storage.getStore())));
    await o.with('a', async () => {
      await storage.run(1, async () => {
        note('inside');
        await o.with('b', async () => {
          note('deeper');
          storage.enterWith(2);
          note('entered');
          await null;
          note('later');
          storage.exit(() => note('exit'));
        });
        note('back');
      });
      storage.disable();
      note('disabled');
    });
    note('outside');
  },
  'what is entered inside stays entered outside': (o) => {
    const storage = new AsyncLocalStorage<number>();
    o.with('a', () => {
      o.with('b', () => storage.enterWith(5));
      o.see('after');
      o.lines.push(String(storage.getStore()));
    });
    o.see('outside');
    o.lines.push(String(storage.getStore()));
    storage.disable();
  },
  'diagnostics channels that bind a storage': (o) => {
    const storage = new AsyncLocalStorage<string>();
    const events = channel('context-native test');
    events.bindStore(storage, (data) => `store of ${String(data)}`);
    o.with('a', () =>
      events.runStores('one', () => {
        o.see('inside');
        o.with('b', () => o.lines.push(String(storage.getStore())));
      }),
    );
    o.see('outside');
    events.unbindStore(storage);
  },
  'async hooks at work': async (o) => {
    const seen = { init: 0 };
    const hook = createHook({ init: () => void seen.init++ }).enable();
    try {
      await o.with('a', async () => {
        await immediate();
        o.see('after immediate');
      });
    } finally {
      hook.disable();
    }
    o.lines.push(String(seen.init > 0));
  },
  domains: async (o) => {
    const { done, all } = calls(2);
    const errors = domain.create();
    errors.on('error', () => (o.see('error'), done()));
    o.with('a', () =>
      errors.run(() => {
        setImmediate(() => (o.see('inside'), done()));
        setTimeout(() => {
          throw new Error('goes to the domain');
        }, 1);
      }),
    );
    await all;
  },
  'worker threads': async (o) => {
    await o.with('a', async () => {
      const worker = new Worker('require("node:worker_threads").parentPort.postMessage(1)', {
        eval: true,
      });
      // Both may come in one turn of the loop.
      const exited = once(worker, 'exit');
      await once(worker, 'message');
      o.see('message');
      await exited;
      o.see('exit');
    });
  },
  'finalization registries': async (o) => {
    const registry = o.with('a', () => new FinalizationRegistry(() => {}));
    o.with('b', () => registry.register({}, undefined));
    await immediate();
    o.see('after');
  },
};
