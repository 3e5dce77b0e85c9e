import type { ExpressResponse } from './express-shapes';

/** A layer's span that has not ended. */
export interface OpenLayer {
  /** Works once. */
  end(): void;
}

/** Property of a response: the layers that end with it. */
const kOpen = Symbol('layers that end with the response');

interface Response extends ExpressResponse {
  [kOpen]?: OpenLayer[];
}

/**
 * Ends a layer when the response is closed, unless it passes the request on before. All layers of a request share one
 * listener. A response that was closed before does not say so again.
 */
export function endWithResponse(response: ExpressResponse, layer: OpenLayer): void {
  const own: Response = response;
  if (own.closed) layer.end();
  else if (own[kOpen] !== undefined) own[kOpen].push(layer);
  else {
    own[kOpen] = [layer];
    own.on('close', endLayers);
  }
}

function endLayers(this: Response): void {
  for (const layer of this[kOpen] ?? []) layer.end();
}
