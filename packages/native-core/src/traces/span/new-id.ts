import { diag } from '@opentelemetry/api';
import { RandomIdGenerator, type IdGenerator } from '../../values/ids';

/** Made at its first use: see `seedIds`. */
let randomIds: RandomIdGenerator | undefined;

/** Returns an id of the generator, unchecked; a random id when the generator throws or returns no string. */
export function newId(generator: IdGenerator | undefined, method: keyof IdGenerator): string {
  if (generator === undefined) return randomId(method);
  try {
    const id: unknown = generator[method]();
    if (typeof id === 'string') return id;
    diag.error(`The id generator's ${method} gave no text; a random id is used`);
  } catch (error) {
    diag.error(`The id generator's ${method} threw; a random id is used`, error);
  }
  return randomId(method);
}

function randomId(method: keyof IdGenerator): string {
  return (randomIds ??= new RandomIdGenerator())[method]();
}
