import { context as contextApi } from '@opentelemetry/api';
import { addIds } from '../bridge/correlation';
import { wrapMethod } from '../bridge/wrap-method';
import type { BridgeState } from './bridge-state';
import { quietDiag } from '../bridge/quiet-diag';

/**
 * Adds ids to what loggers of winston 1 and 2 write, as an object among the arguments of `log()`. Returns a function that undoes it.
 */
export function patchOldLoggers(prototype: object, state: BridgeState): () => void {
  return wrapMethod(prototype, 'log', (original) => {
    return function (this: unknown, ...args) {
      if (state.isEnabled && state.options.disableLogCorrelation !== true) addIdsTo(args, state);
      return Reflect.apply(original, this, args);
    };
  });
}

function addIdsTo(args: unknown[], state: BridgeState): void {
  try {
    const ids: Record<string, unknown> = {};
    addIds(ids, contextApi.active(), state.options.logHook);
    const index = args.findLastIndex((one) => typeof one === 'object' && one !== null);
    if (index >= 0) args[index] = Object.assign(args[index] as object, ids);
    // A function in the last place is a callback.
    else args.splice(typeof args.at(-1) === 'function' ? -1 : args.length, 0, ids);
  } catch (error) {
    quietDiag.debug('A record of winston could not be changed', error);
  }
}
