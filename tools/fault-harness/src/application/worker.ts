/** A worker thread of the application that is watched. Posts its report when it has flushed. */
import { parentPort } from 'node:worker_threads';
import { RecordingThread } from './recording-thread.ts';
import { settingsFromEnvironment } from './report.ts';

const thread = new RecordingThread(settingsFromEnvironment());
await thread.work(() => undefined);
await thread.flush();
await thread.shutdown();
parentPort?.postMessage(thread.report());
