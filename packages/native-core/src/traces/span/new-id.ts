import { diag } from '@opentelemetry/api';
import { RandomIdGenerator, type IdGenerator } from '../../values/ids';

/** Made when it is needed first: see `seedIds`. */
let randomIds: RandomIdGenerator | undefined;

/** An id of the generator, however it is spelled; a random one where that fails or gives no text. */
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
