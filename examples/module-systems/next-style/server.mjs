// What a Next.js server does with a built `instrumentation` (first argument): awaits it, then loads the application (second).
import { pathToFileURL } from 'node:url';

const [instrumentation, application] = process.argv.slice(2);
const { register } = await import(pathToFileURL(instrumentation).href);
await register();
await import(pathToFileURL(application).href);
