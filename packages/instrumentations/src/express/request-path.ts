import type { ExpressRequest } from './express-shapes';
import { kNoPath, type RoutePath } from './route-path';

const kPath = Symbol('path of the layers so far');

interface Request extends ExpressRequest {
  [kPath]?: RoutePath;
}

/** Returns the path that a request has come so far. */
export function pathOf(request: Request): RoutePath {
  return request[kPath] ?? kNoPath;
}

export function setPathOf(request: Request, path: RoutePath): void {
  request[kPath] = path;
}
